/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/character_ranges.c ../../main/c/characters.c
   ../../main/c/pre_tokenizer.c ../../../../../kernel-templates/src/main/c/kernel/text.c */
/*
 * Cuts texts into words, for a test in Java: each line of the input is the name of a pre-tokenizer
 * and a text in hexadecimal digits, each line of the output the lengths of its words in bytes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pre_tokenizer.h"

#define LINE 65536

static size_t read_hex(const char *digits, char *bytes)
{
    size_t length = 0;
    for (unsigned byte; sscanf(digits + 2 * length, "%2x", &byte) == 1; length++) {
        bytes[length] = (char)byte;
    }
    return length;
}

int main(void)
{
    static char line[LINE];
    static char bytes[LINE / 2];
    while (fgets(line, sizeof line, stdin) != NULL) {
        char *digits = strchr(line, ' ');
        if (digits == NULL) {
            return 1;
        }
        *digits++ = 0;
        const bb_tokenizer_bpe_pre *pre = bb_tokenizer_bpe_pre_find(line);
        if (pre == NULL) {
            return 1;
        }
        size_t length = read_hex(digits, bytes);
        char *text = malloc(length); /* the sanitizer sees reads behind the end */
        memcpy(text, bytes, length);
        bb_tokenizer_bpe_words words = bb_tokenizer_bpe_words_of(pre, text, length);
        for (size_t word; (word = bb_tokenizer_bpe_words_next(&words)) > 0;) {
            printf("%zu ", word);
        }
        printf("\n");
        free(text);
    }
    return 0;
}

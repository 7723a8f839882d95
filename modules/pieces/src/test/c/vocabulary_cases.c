/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: gguf_vocabulary.c */
#include "vocabulary_cases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fake_kernel.h"
#include "gguf_vocabulary.h"

#define SEPARATOR "\n__ggml_vocab_test__\n"

static char *read_beside(const char *name, const char *ending)
{
    char file[256];
    snprintf(file, sizeof file, "%s.%s", name, ending);
    return fake_file(gguf_folder(), file, NULL);
}

/* Reads a line of numbers; returns what is behind it. */
static char *read_line(char *line, int32_t *tokens, size_t *count)
{
    char *end = strchr(line, '\n');
    if (end == NULL) {
        fprintf(stderr, "there are fewer lines of tokens than texts\n");
        exit(1);
    }
    *count = 0;
    for (char *at = line, *next;; at = next) {
        long token = strtol(at, &next, 10);
        if (next == at || next > end) {
            return end + 1;
        }
        tokens[(*count)++] = (int32_t)token;
    }
}

size_t vocabulary_cases(const char *name, void (*check)(const char *text, size_t length,
                                                        const int32_t *tokens, size_t count))
{
    static int32_t tokens[4096];
    char *texts = read_beside(name, "inp");
    char *lines = read_beside(name, "out");
    size_t cases = 0;
    for (char *text = texts, *line = lines, *end; (end = strstr(text, SEPARATOR)) != NULL;
         cases++) {
        size_t count;
        line = read_line(line, tokens, &count);
        size_t length = (size_t)(end - text);
        char *exact = malloc(length); /* the sanitizer sees reads behind the end */
        memcpy(exact, text, length);
        check(exact, length, tokens, count);
        free(exact);
        text = end + strlen(SEPARATOR);
    }
    free(texts);
    free(lines);
    return cases;
}

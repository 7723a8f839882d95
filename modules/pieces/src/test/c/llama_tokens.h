/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LLAMA_TOKENS_H
#define LLAMA_TOKENS_H

/* Compares a tokenizer with llama.cpp's. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bb_status.h"

typedef bb_status encoder(const char *text, size_t length, bool control, int32_t *out,
                          size_t capacity, size_t *count);

/* Bytes of the longest text. */
#define LLAMA_TOKENS_LONGEST 2048

/*
 * Has random texts encoded, with control tokens and without: of words, of what tokenizers tell
 * apart, of any characters. The library is llama.cpp as a shared library, the file a GGUF file with
 * a vocabulary. Ends the program at the first difference.
 */
void llama_tokens_compare(const char *library, const char *file, encoder *encode);

#endif

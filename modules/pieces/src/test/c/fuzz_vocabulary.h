/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FUZZ_VOCABULARY_H
#define FUZZ_VOCABULARY_H

/*
 * A vocabulary made of a fuzzer's input: numbers of pieces and of merges, special tokens, flags;
 * then for each piece its type, score, length and text, for each merge its length and text.
 */
#include "bb_vocabulary.h"

/* Takes its part of the input. Each text is a block of memory of its own. */
bb_vocabulary fuzz_vocabulary(const uint8_t **data, size_t *left);

/* Gives the memory back: tokenizers must not need it. */
void fuzz_vocabulary_free(bb_vocabulary *vocabulary);

#endif

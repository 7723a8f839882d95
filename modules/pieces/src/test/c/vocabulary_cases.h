/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VOCABULARY_CASES_H
#define VOCABULARY_CASES_H

/*
 * Texts and the tokens that llama.cpp makes of them, from the files beside a vocabulary: NAME.inp
 * has the texts, a separator behind each, NAME.out a line of numbers for each.
 */
#include <stddef.h>
#include <stdint.h>

/* Has each case checked; returns how many there are. */
size_t vocabulary_cases(const char *name, void (*check)(const char *text, size_t length,
                                                        const int32_t *tokens, size_t count));

#endif

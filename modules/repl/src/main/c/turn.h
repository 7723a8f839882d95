/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TURN_H
#define TURN_H

/* From what was typed to what the model reads. */
#include <stddef.h>

/*
 * Copies the pattern and puts the input where it first says {}. A backslash and an n in the
 * pattern stand for a newline. The pattern has at most 255 bytes; `out` has room for both.
 * Returns the length.
 */
size_t bb_repl_turn(const char *pattern, const char *input, size_t length, char *out);

#endif

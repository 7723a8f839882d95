/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TURN_H
#define TURN_H

/* From what was typed to what the model reads. */
#include <stddef.h>

/*
 * Copies the template and puts the input where it first says {}. A backslash and an n in the
 * template stand for a newline. The template has at most 255 bytes; `out` has room for both.
 * Returns the length.
 */
size_t bb_repl_turn(const char *template, const char *input, size_t length, char *out);

#endif

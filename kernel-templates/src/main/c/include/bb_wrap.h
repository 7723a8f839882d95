/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_WRAP_H
#define BB_WRAP_H

/* Breaking text into lines. */
#include <stddef.h>

/*
 * The line that starts at text[*at] and has at most `columns` characters, broken at a blank where
 * there is one. Returns its length in bytes and moves *at behind it and the blanks that follow; 0
 * at the end of the text.
 */
size_t bb_wrap_next(const char *text, size_t length, size_t columns, size_t *at);

#endif

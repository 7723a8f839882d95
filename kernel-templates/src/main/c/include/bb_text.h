/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_TEXT_H
#define BB_TEXT_H

/* Bytes, ASCII and UTF-8. Texts with a length need no zero byte. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

size_t bb_text_length(const char *text);
bool bb_text_equal(const char *a, size_t a_length, const char *b, size_t b_length);

/* Longest names that bb_text_distance compares, in bytes. */
#define BB_DISTANCE_LIMIT 63

/* Insertions, deletions and replacements of bytes from one name to the other (Levenshtein 1966);
 * SIZE_MAX if one is longer than BB_DISTANCE_LIMIT. */
size_t bb_text_distance(const char *a, size_t a_length, const char *b, size_t b_length);

/*
 * Reads one character. Returns the bytes used (1 to 4), or 0 if `length` is 0. A malformed sequence
 * gives U+FFFD and uses one byte.
 */
size_t bb_utf8_decode(const char *text, size_t length, uint32_t *character);

/* Writes one character to out[0..3]; returns its bytes. */
size_t bb_utf8_encode(uint32_t character, char *out);

/* Bytes at the end of a text (0 to 3) that begin a character whose rest is yet to come. */
size_t bb_utf8_tail(const char *text, size_t length);

/* Characters of a text: the columns that it takes where each is one wide. */
size_t bb_utf8_count(const char *text, size_t length);

/* Parses a whole text as a decimal number; false if it is not one, or overflows. */
bool bb_parse_integer(const char *text, size_t length, int64_t *out);
bool bb_parse_number(const char *text, size_t length, double *out);

#endif

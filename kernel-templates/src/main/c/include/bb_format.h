/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_FORMAT_H
#define BB_FORMAT_H

/*
 * Formatted text without a C library. Understands %s %.*s %c %d %u %x with the lengths l, ll and z,
 * %f with a precision, %%, the flags 0 and -, and a width, which may be *. Always ends the text
 * with a zero byte; what does not fit is cut between characters of UTF-8.
 */
#include <stdarg.h>
#include <stddef.h>

/* Returns the length of the text in `out`, without its zero byte. capacity >= 1. */
size_t bb_format(char *out, size_t capacity, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
size_t bb_format_list(char *out, size_t capacity, const char *format, va_list arguments);

#endif

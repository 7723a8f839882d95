/* SPDX-License-Identifier: Apache-2.0 */
/* Conversion between UTF-8 (Linux) and UCS-2 (UEFI). */
#ifndef HOSTED_TEXT_H
#define HOSTED_TEXT_H

#include "hosted.h"

/* Writes 1 to 3 bytes; returns how many. Surrogates become U+FFFD. */
size_t text_encode_utf8(CHAR16 character, char bytes[3]);

/*
 * Decodes the first character of `size` bytes. Returns the bytes it takes, or 0 when it is not
 * complete. Malformed bytes and characters outside UCS-2 give U+FFFD.
 */
size_t text_decode_utf8(const uint8_t *bytes, size_t size, CHAR16 *character);

/* Both return a text that the caller frees with free. */
char *text_to_utf8(const CHAR16 *text);
CHAR16 *text_to_ucs2(const char *text);

/* Characters before the terminator. */
size_t text_length(const CHAR16 *text);

#endif

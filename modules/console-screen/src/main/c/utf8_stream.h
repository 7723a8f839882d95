/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CONSOLE_SCREEN_UTF8_STREAM_H
#define CONSOLE_SCREEN_UTF8_STREAM_H

/* Characters of a text that comes in pieces, which may be cut anywhere. */
#include <stddef.h>
#include <stdint.h>

/* All zero to begin with. */
typedef struct bb_console_screen_stream {
    char tail[4]; /* the start of a character whose rest is yet to come */
    size_t length;
} bb_console_screen_stream;

/* Hands each whole character to `put`; malformed bytes are U+FFFD, one each. */
void bb_console_screen_decode(bb_console_screen_stream *stream, const char *text, size_t length,
                              void (*put)(uint32_t character));

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#include "utf8_stream.h"

#include "bb_text.h"

/* Completes the character that the last piece began; returns the bytes used of this one. */
static size_t complete(bb_console_screen_stream *stream, const char *text, size_t length,
                       void (*put)(uint32_t character))
{
    size_t used = 0;
    while (stream->length > 0 && used < length) {
        uint32_t character;
        size_t before = stream->length;
        stream->tail[stream->length++] = text[used++];
        if (bb_utf8_tail(stream->tail, stream->length) == stream->length)
            continue;
        size_t taken = bb_utf8_decode(stream->tail, stream->length, &character);
        put(character);
        if (taken == stream->length) {
            stream->length = 0;
            continue;
        }
        /* Malformed: the bytes behind the first are read again. Those of the last piece are
         * continuation bytes without a beginning, one U+FFFD each. */
        for (; before > 1; before--)
            put(0xfffd);
        stream->length = 0;
        used--;
    }
    return used;
}

void bb_console_screen_decode(bb_console_screen_stream *stream, const char *text, size_t length,
                              void (*put)(uint32_t character))
{
    size_t used = complete(stream, text, length, put);
    size_t end = length - bb_utf8_tail(text + used, length - used);
    while (used < end) {
        uint32_t character;
        used += bb_utf8_decode(text + used, end - used, &character);
        put(character);
    }
    while (used < length)
        stream->tail[stream->length++] = text[used++];
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "stop_text.h"

#include "bb_options.h"
#include "bb_text.h"

/*
 * The text may begin and end in the middle of tokens, so an answer is searched as a stream of
 * bytes, each of which is looked at once (Knuth, Morris, Pratt 1977).
 */
static size_t text_length;
static size_t matched; /* bytes of the text that the answer ends with */

/* fallback[n]: the longest beginning of the text, shorter than n bytes, that its first n bytes end
 * with. */
static size_t fallback[sizeof bb_options.stop_text.text];

static size_t advance(size_t length, char byte)
{
    const char *text = bb_options.stop_text.text;
    while (length > 0 && text[length] != byte) {
        length = fallback[length];
    }
    return text[length] == byte ? length + 1 : 0;
}

static void begin(void)
{
    const char *text = bb_options.stop_text.text;
    text_length = bb_text_length(text);
    matched = 0;
    size_t border = 0;
    for (size_t n = 1; n < text_length; n++) {
        fallback[n] = border;
        border = advance(border, text[n]);
    }
}

bb_flow bb_stop_text_hear(bb_kernel *kernel, const bb_token_event *event)
{
    (void)kernel;
    if (event->kind == BB_TOKEN_BEGIN) {
        begin();
    }
    if (event->kind != BB_TOKEN_NEXT || text_length == 0) {
        return BB_CONTINUE;
    }
    if (matched == text_length) {
        return BB_STOP;
    }
    for (size_t i = 0; i < event->length && matched < text_length; i++) {
        matched = advance(matched, event->text[i]);
    }
    return BB_CONTINUE;
}

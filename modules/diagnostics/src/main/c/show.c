/* SPDX-License-Identifier: Apache-2.0 */
#include "show.h"

#include "bb_console.h"
#include "bb_kernel.h"
#include "bb_tokenizer.h"
#include "statistics.h"

/* Prints a token's bytes on one line. */
static void print_text(const char *text, size_t length)
{
    bb_print("\"");
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte < ' ' || byte == 0x7f) {
            bb_print("\\x%02x", byte);
        } else {
            bb_write(text + i, 1);
        }
    }
    bb_print("\"\n");
}

void bb_show_likely(bb_kernel *kernel, const float *logits, size_t wanted)
{
    bb_likely_token likely[BB_SHOW_MAX];
    const bb_context *context = &kernel->context;
    int32_t previous =
        context->length > 0 ? context->tokens[context->length - 1] : kernel->model.begin_token;
    size_t count = bb_likely_tokens(logits, kernel->model.shape.vocabulary, likely,
                                    wanted < BB_SHOW_MAX ? wanted : BB_SHOW_MAX);
    bb_print("\n%8s %10s %10s  before position %zu\n", "token", "logit", "%", context->length);
    for (size_t i = 0; i < count; i++) {
        const char *text = "";
        size_t length = bb_tokenizer_decode(kernel, previous, likely[i].token, &text);
        bb_print("%8d %10.4f %10.4f  ", likely[i].token, (double)likely[i].logit,
                 100.0 * (double)likely[i].probability);
        print_text(text, length);
    }
}

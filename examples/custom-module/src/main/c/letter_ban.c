/* SPDX-License-Identifier: Apache-2.0 */
#include "letter_ban.h"

#include "bb_console.h"
#include "bb_kernel.h"
#include "bb_option.h"
#include "bb_options.h"
#include "bb_text.h"
#include "bb_tokenizer.h"

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Whether the token's text has the letter in it. */
static bool has_letter(bb_kernel *kernel, int32_t token, char letter)
{
    const char *text;
    size_t length = bb_tokenizer_decode(kernel, -1, token, &text);
    for (size_t i = 0; i < length; i++) {
        if (small(text[i]) == letter) {
            return true;
        }
    }
    return false;
}

void bb_letter_ban_process(bb_kernel *kernel, bb_logits *logits)
{
    char letter = small(bb_options.letter_ban.letter[0]);
    if (letter == 0) {
        return;
    }
    for (size_t i = 0; i < logits->count; i++) {
        int32_t token = (int32_t)i;
        /* A text must be able to end, whatever the tokenizer calls the tokens that end it. */
        bool ends = token == kernel->model.begin_token || token == kernel->model.end_token;
        if (!ends && has_letter(kernel, token, letter)) {
            logits->values[i] = -__builtin_inff();
        }
    }
}

bb_status bb_letter_ban_command(bb_kernel *kernel, const char *arguments)
{
    static const char option[] = "letter-ban.letter";
    bb_status status =
        bb_option_set(kernel, option, sizeof option - 1, arguments, bb_text_length(arguments));
    if (status == BB_OK) {
        const char *letter = bb_options.letter_ban.letter;
        bb_print(*letter ? "From here on without the letter %s.\n" : "All letters are allowed.\n",
                 letter);
    }
    return status;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "last_words.h"

#include "bb_memory.h"
#include "bb_tokenizer.h"

#define CUT "..."
enum { CUT_LENGTH = sizeof CUT - 1, ROOM = BB_LAST_WORDS_CAPACITY - 1 };

/* The bytes of the token at a position. */
static size_t text_at(bb_kernel *kernel, const bb_checkpoint *checkpoint, size_t position,
                      const char **text)
{
    int32_t begin = kernel->model.begin_token;
    int32_t token = bb_checkpoints_token(checkpoint, position);
    int32_t previous = position > 0 ? bb_checkpoints_token(checkpoint, position - 1) : begin;
    return token == begin ? 0 : bb_tokenizer_decode(kernel, previous, token, text);
}

void bb_last_words(bb_kernel *kernel, const bb_checkpoint *checkpoint,
                   char out[BB_LAST_WORDS_CAPACITY])
{
    /* From the back: the text grows towards the front of the buffer. */
    char text[ROOM];
    size_t start = ROOM;
    size_t position = checkpoint->length;
    bool cut = false;
    while (position > 0 && !cut) {
        const char *piece = "";
        size_t length = text_at(kernel, checkpoint, --position, &piece);
        cut = length > start;
        size_t taken = cut ? start : length;
        start -= taken;
        memcpy(text + start, piece + (length - taken), taken);
    }
    if (cut) {
        memcpy(text, CUT, CUT_LENGTH);
        /* No half characters. */
        for (size_t i = CUT_LENGTH; i < ROOM && ((unsigned char)text[i] & 0xc0) == 0x80; i++) {
            text[i] = '.';
        }
    }
    for (size_t i = start; i < ROOM; i++) {
        bool control = (unsigned char)text[i] < ' ' || text[i] == 0x7f;
        *out++ = control ? ' ' : text[i];
    }
    *out = 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TOKEN_OUTPUT_H
#define TOKEN_OUTPUT_H

/* Where a tokenizer puts tokens: it counts all of them and keeps those that there is room for. */
#include <stddef.h>
#include <stdint.h>

#include "bb_status.h"

typedef struct bb_pieces_output {
    int32_t *tokens; /* (capacity) */
    size_t capacity;
    size_t count;
} bb_pieces_output;

static inline void bb_pieces_output_put(bb_pieces_output *output, int32_t token)
{
    if (output->count < output->capacity) {
        output->tokens[output->count] = token;
    }
    output->count++;
}

/* Fails with E-TOKENS-TOO-MANY if there was no room for all. */
bb_status bb_pieces_output_check(const bb_pieces_output *output);

/* Fails with E-TOKENS-TOO-MANY if a text has more bytes than a tokenizer has room for. */
bb_status bb_pieces_check_text(size_t length, size_t longest);

/* Fails with E-VOCABULARY-SIZE if a vocabulary has more pieces, or a text may have more bytes, than
 * can be counted: BB_PIECES_MOST. */
bb_status bb_pieces_check_sizes(size_t pieces, size_t longest);

#endif

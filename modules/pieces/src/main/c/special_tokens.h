/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SPECIAL_TOKENS_H
#define SPECIAL_TOKENS_H

/*
 * Tokens that are found in a text before anything else is done with it. Control tokens ("<|eot|>")
 * and the unknown token mean something to the model: they are only looked for where the caller asks
 * for it, so that what a user types cannot pass for the structure of a conversation. User-defined
 * tokens are always found. The leftmost comes first, of those the longest.
 */
#include "bb_memory.h"
#include "bb_vocabulary.h"

typedef struct bb_pieces_specials {
    const bb_piece *pieces;
    int32_t *tokens; /* (count), sorted by their texts' bytes */
    size_t count;
    bool starts[256]; /* whether a text starts with the byte */
} bb_pieces_specials;

/* Whether a token never comes of a text without being asked for. */
static inline bool bb_pieces_is_control(const bb_piece *piece)
{
    return piece->type == BB_TOKEN_TYPE_CONTROL || piece->type == BB_TOKEN_TYPE_UNKNOWN;
}

/* Whether a token is found before anything else. */
static inline bool bb_pieces_is_special(const bb_piece *piece)
{
    return bb_pieces_is_control(piece) || piece->type == BB_TOKEN_TYPE_USER_DEFINED;
}

/* Bytes that the special ones of `count` pieces take of their arena at most. Saturates. */
size_t bb_pieces_specials_demand(size_t count);

/* Looks for them among `count` pieces, at most BB_PIECES_MOST, which have to stay. */
bb_status bb_pieces_specials_prepare(bb_pieces_specials *specials, bb_arena_id arena,
                                     const bb_piece *pieces, size_t count);

/*
 * Finds the next special token at or behind byte *at of a text: its token, and in *at where it
 * starts. Without one: -1, and *at is the text's end.
 */
int32_t bb_pieces_specials_find(const bb_pieces_specials *specials, bool control, const char *text,
                                size_t length, size_t *at);

#endif

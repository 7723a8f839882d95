/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PIECE_TABLE_H
#define PIECE_TABLE_H

/* From texts to tokens. */
#include "bb_vocabulary.h"
#include "hash_index.h"

typedef struct bb_pieces_table {
    const bb_piece *pieces;
    bb_pieces_index index;
    size_t longest; /* bytes of the longest text in the table */
} bb_pieces_table;

/* Bytes that a table of `count` pieces takes of its arena. Saturates. */
size_t bb_pieces_table_demand(size_t count);

/* An empty table for `count` pieces, at most BB_PIECES_MOST; they have to stay. */
bb_status bb_pieces_table_prepare(bb_pieces_table *table, bb_arena_id arena, const bb_piece *pieces,
                                  size_t count);

/* Puts a token in, unless one with its text is there. Fails with E-VOCABULARY-COLLISIONS. */
bb_status bb_pieces_table_put(bb_pieces_table *table, size_t token);

/* The token of a text, or -1. */
int32_t bb_pieces_table_find(const bb_pieces_table *table, const char *text, size_t length);

#endif

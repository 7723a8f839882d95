/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HASH_INDEX_H
#define HASH_INDEX_H

/*
 * A hash table of numbers: whoever uses it knows what the numbers stand for and compares. Open
 * addressing, probed one by one. Files can be made so that everything collides; the distance of a
 * number from its slot is therefore bounded, and with it the time of each search.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bb_memory.h"

typedef struct bb_pieces_slot {
    uint32_t hash;
    int32_t number; /* -1 if the slot is free */
} bb_pieces_slot;

typedef struct bb_pieces_index {
    bb_pieces_slot *slots; /* at least twice as many as numbers */
    size_t mask;           /* slots - 1; their number is a power of two */
} bb_pieces_index;

/* Bytes that an index of `count` numbers takes of its arena. Saturates. */
size_t bb_pieces_index_demand(size_t count);

/* An empty index with room for `count` numbers, at most BB_PIECES_MOST. */
bb_status bb_pieces_index_prepare(bb_pieces_index *index, bb_arena_id arena, size_t count);

/* Puts a number, at least 0, behind those with the same hash. Fails with E-VOCABULARY-COLLISIONS.
 */
bb_status bb_pieces_index_put(bb_pieces_index *index, uint32_t hash, int32_t number);

/*
 * The next number with this hash, or -1 after the last one:
 *
 *     for (size_t step = 0; (number = bb_pieces_index_next(index, hash, &step)) >= 0;)
 */
int32_t bb_pieces_index_next(const bb_pieces_index *index, uint32_t hash, size_t *step);

/* The most numbers of an index, pieces of a vocabulary and bytes of a text: their products with the
 * sizes of structs do not overflow, and they fit an int32_t. */
#define BB_PIECES_MOST ((size_t)1 << 26)

#endif

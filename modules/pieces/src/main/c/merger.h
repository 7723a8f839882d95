/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MERGER_H
#define MERGER_H

/*
 * Byte-pair encoding: of all neighbours that a rule lets merge, those with the lowest order are
 * merged first, the leftmost of equals; until there are none. Parts stand in a linked list, their
 * possible merges in a heap, so that n parts take O(n log n) steps.
 */
#include <stdbool.h>

#include "bb_memory.h"

/* A part of a text; its place in the array is its place among the first parts. */
typedef struct bb_pieces_part {
    uint32_t start;   /* byte of the text */
    uint32_t length;  /* bytes */
    int32_t token;    /* -1 if none is known */
    int32_t previous; /* part, or -1 */
    int32_t next;     /* part, or -1 */
    int32_t merged;   /* the token of this part and the next together */
    uint32_t order;   /* of that merge */
    int32_t place;    /* of that merge in the heap, or -1 if there is none */
} bb_pieces_part;

typedef struct bb_pieces_merge {
    int32_t token;
    uint32_t order; /* lower ones come first */
} bb_pieces_merge;

/* Whether two neighbours can merge, and to what. */
typedef bool bb_pieces_rule(const void *context, const bb_pieces_part *left,
                            const bb_pieces_part *right, bb_pieces_merge *merge);

typedef struct bb_pieces_merger {
    bb_pieces_part *parts; /* (capacity) */
    int32_t *heap;         /* (capacity) parts, the best merge first */
    size_t count;          /* parts */
    size_t heap_count;     /* possible merges */
} bb_pieces_merger;

/* Bytes that room for `capacity` parts takes of its arena. Saturates. */
size_t bb_pieces_merger_demand(size_t capacity);

/* Room for `capacity` parts, at most BB_PIECES_MOST. */
bb_status bb_pieces_merger_prepare(bb_pieces_merger *merger, bb_arena_id arena, size_t capacity);

void bb_pieces_merger_clear(bb_pieces_merger *merger);

/* Puts a part behind the others; there must be room. */
void bb_pieces_merger_append(bb_pieces_merger *merger, size_t start, size_t length, int32_t token);

/* Merges all that can be; the parts that are left are linked from part 0 on. */
void bb_pieces_merger_run(bb_pieces_merger *merger, bb_pieces_rule *rule, const void *context);

#endif

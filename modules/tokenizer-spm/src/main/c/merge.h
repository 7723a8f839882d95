/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MERGE_H
#define MERGE_H

/*
 * Byte-pair encoding: of all neighbours whose texts together are a token, those with the best score
 * are merged first, the leftmost of equals; until there are none. Pieces stand in a linked list,
 * their possible merges in a heap, so that n pieces take O(n log n) steps.
 */
#include <stddef.h>
#include <stdint.h>

#include "vocabulary.h"

/* A piece of text; its place in the array is its place in the text. */
typedef struct merge_piece {
    int32_t token;
    int32_t previous; /* piece, or -1 */
    int32_t next;     /* piece, or -1 */
    int32_t merged;   /* the token of this piece and the next together, or -1 */
    int32_t heap;     /* where the merge stands in the heap; nowhere if merged < 0 */
    float score;      /* of the merge */
} merge_piece;

typedef struct merge_space {
    merge_piece *pieces; /* (capacity) */
    int32_t *heap;       /* (capacity) pieces, the best merge first */
    size_t capacity;
    size_t count;      /* pieces */
    size_t heap_count; /* possible merges */
} merge_space;

/* Puts a token behind the others; there must be room. */
void bb_tokenizer_spm_merge_append(merge_space *space, int32_t token);

/* Merges all that can be; the pieces that are left are linked from piece 0 on. */
void bb_tokenizer_spm_merge_all(merge_space *space, const vocabulary *vocabulary);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* Part of a vector set (set_body.h): what a pass over the cache carries from tile to tile. */
#ifndef SET_PASS_H
#define SET_PASS_H

#include <stdbool.h>

#include "bb_config.h"
#include "bb_vector_set.h"
#include "lanes.h"

enum {
    TILE_PANELS = 4,
    TILE = TILE_PANELS * BB_KEY_PANEL,
    PASS_ROWS = 16,
};

/* A row is a query vector, of one head of one token. */
typedef struct pass {
    const bb_attention *attention;
    size_t rows;
    const float *query[PASS_ROWS];
    float *out[PASS_ROWS];          /* the weighted sum of values */
    size_t positions[PASS_ROWS];    /* that the row attends to, or would without a window */
    float weights[PASS_ROWS][TILE]; /* scores of the tile's positions, then powers of them */
    float greatest[PASS_ROWS];      /* score so far */
    float fading[PASS_ROWS];        /* factor of what was added up before this tile */
    lanes sums[PASS_ROWS];          /* of the powers */
    size_t position;                /* the tile's first */
    size_t count;                   /* of the tile's positions */
    size_t cached;                  /* those of them that are in the cache: all, or all but one */
    bool last;                      /* tile */
} pass;

/* Whether the tile has the token's own position, whose key and value are not in the cache. Where
 * one processor does all the work, nobody asks for that. */
INLINE bool own_is_apart(const pass *pass)
{
    return BB_PARALLEL && pass->cached < pass->count;
}

/*
 * Panels, or columns of 16 values, that so many rows take at once: as many sums as the set keeps
 * in registers, but at most 4, which is enough to hide how long an addition takes.
 */
#define AT_ONCE(rows) (BB_VECTOR_ACCUMULATORS / (rows) < 4 ? BB_VECTOR_ACCUMULATORS / (rows) : 4)

/*
 * What will be read next is fetched to the second level while this is computed: a step of bytes
 * for each round of a loop. Step 0 fetches nothing new.
 */
typedef struct ahead {
    const char *from;
    size_t step;
} ahead;

INLINE void fetch(ahead ahead, size_t round, size_t bytes)
{
    UNROLL for (size_t line = 0; line < bytes; line += 64)
        __builtin_prefetch(ahead.from + round * ahead.step + line, 0, 2);
}

#endif

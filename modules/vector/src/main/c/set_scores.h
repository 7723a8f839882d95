/* SPDX-License-Identifier: Apache-2.0 */
/* Part of a vector set (set_body.h): query times keys, for the positions of a tile. */
#ifndef SET_SCORES_H
#define SET_SCORES_H

#include "set_cache.h"
#include "set_pass.h"

/*
 * Scores of some rows for some panels of the tile. While keys are read, the values of the same
 * positions, which take as much room, are fetched.
 */
INLINE void score_block(pass *pass, size_t row, size_t rows, size_t panel, size_t panels,
                        bb_kv_type type)
{
    size_t size = pass->attention->head_size;
    size_t key = (pass->position + panel * BB_KEY_PANEL) * size;
    const size_t bytes = panels * BB_KEY_PANEL * element_bytes(type);
    const ahead values = {(const char *)pass->attention->values + key * element_bytes(type),
                          row == 0 ? bytes : 0};
    lanes sums[4][TILE_PANELS] = {0};
    for (size_t i = 0; i < size; i++) {
        fetch(values, i, bytes);
        lanes keys[TILE_PANELS];
        UNROLL for (size_t p = 0; p < panels; p++) keys[p] =
            load_cached(pass->attention->keys, key + (p * size + i) * BB_KEY_PANEL, type);
        UNROLL for (size_t r = 0; r < rows; r++)
        {
            lanes factor = pass->query[row + r][i];
            UNROLL for (size_t p = 0; p < panels; p++) sums[r][p] =
                multiply_add(factor, keys[p], sums[r][p]);
        }
    }
    UNROLL for (size_t r = 0; r < rows; r++)
    {
        UNROLL for (size_t p = 0; p < panels; p++)
            store(pass->weights[row + r] + (panel + p) * BB_KEY_PANEL, sums[r][p]);
    }
}

/* Scores of the rows from `row` on that make whole blocks; returns the first that is left. The
 * blocks share a panel while it is at hand. */
INLINE size_t score_rows(pass *pass, size_t row, size_t rows, bb_kv_type type)
{
    size_t end = row + (pass->rows - row) / rows * rows;
    size_t panels = (pass->cached + BB_KEY_PANEL - 1) / BB_KEY_PANEL;
    size_t panel = 0;
    for (; panel + AT_ONCE(rows) <= panels; panel += AT_ONCE(rows))
        for (size_t block = row; block < end; block += rows)
            score_block(pass, block, rows, panel, AT_ONCE(rows), type);
    for (; AT_ONCE(rows) > 1 && panel < panels; panel++)
        for (size_t block = row; block < end; block += rows)
            score_block(pass, block, rows, panel, 1, type);
    return end;
}

/* A row's score for its own position, added up in the same order. */
static __attribute__((noinline)) float own_score(const pass *pass, size_t row)
{
    const float *query = pass->query[row];
    const float *key = pass->attention->own_key;
    lanes sum = 0.0f;
    for (size_t i = 0; i < pass->attention->head_size; i++)
        sum = multiply_add((lanes)(query[i]), (lanes)(key[i]), sum);
    return sum.x;
}

INLINE void score_tile(pass *pass, bb_kv_type type)
{
    float own_scores[PASS_ROWS];
    if (own_is_apart(pass))
        for (size_t row = 0; row < pass->rows; row++)
            own_scores[row] = own_score(pass, row);
    size_t row = 0;
    if (BB_VECTOR_ACCUMULATORS >= 4)
        row = score_rows(pass, row, 4, type);
    row = score_rows(pass, row, 2, type);
    score_rows(pass, row, 1, type);
    if (own_is_apart(pass))
        for (row = 0; row < pass->rows; row++)
            pass->weights[row][pass->cached] = own_scores[row];
}

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* Part of a vector set (set_body.h): weights times values, for the positions of a tile. */
#ifndef SET_VALUES_H
#define SET_VALUES_H

#include "set_cache.h"
#include "set_pass.h"

/* Adds the tile to the sums of some rows in some columns of values. While values are read, the
 * keys of the next tile are fetched. */
INLINE void value_block(pass *pass, size_t row, size_t rows, size_t column, size_t vectors,
                        bb_kv_type type)
{
    size_t size = pass->attention->head_size;
    size_t value = pass->position * size + column;
    const size_t bytes = vectors * LANES * element_bytes(type);
    const ahead keys = {(const char *)pass->attention->keys +
                            (pass->last ? 0 : value + TILE * size) * element_bytes(type),
                        row == 0 && !pass->last ? size * element_bytes(type) : 0};
    lanes sums[4][4] = {0};
    for (size_t t = 0; t < pass->cached; t++) {
        fetch(keys, t, bytes);
        lanes values[4];
        UNROLL for (size_t v = 0; v < vectors; v++) values[v] =
            load_cached(pass->attention->values, value + t * size + v * LANES, type);
        UNROLL for (size_t r = 0; r < rows; r++)
        {
            lanes weight = pass->weights[row + r][t];
            UNROLL for (size_t v = 0; v < vectors; v++) sums[r][v] =
                multiply_add(weight, values[v], sums[r][v]);
        }
    }
    if (own_is_apart(pass)) {
        const float *own = pass->attention->own_value + column;
        UNROLL for (size_t r = 0; r < rows; r++)
        {
            lanes weight = pass->weights[row + r][pass->cached];
            UNROLL for (size_t v = 0; v < vectors; v++) sums[r][v] =
                multiply_add(weight, load(own + v * LANES), sums[r][v]);
        }
    }
    UNROLL for (size_t r = 0; r < rows; r++)
    {
        UNROLL for (size_t v = 0; v < vectors; v++)
        {
            float *out = pass->out[row + r] + column + v * LANES;
            store(out, multiply_add(load(out), pass->fading[row + r], sums[r][v]));
        }
    }
}

/* The same for the last columns, less than 16. Rows are read beyond their end where another row
 * follows: what is found there goes nowhere. */
static __attribute__((noinline)) void value_rest(pass *pass, size_t column)
{
    const bb_attention *attention = pass->attention;
    size_t size = attention->head_size;
    size_t columns = size - column;
    size_t end = (pass->position + pass->cached) * size;
    for (size_t row = 0; row < pass->rows; row++) {
        lanes sum = 0.0f;
        for (size_t t = 0; t < pass->cached; t++) {
            size_t value = (pass->position + t) * size + column;
            lanes values =
                end - value < LANES
                    ? load_some_cached(attention->values, value, columns, attention->type)
                    : load_cached(attention->values, value, attention->type);
            sum = multiply_add(pass->weights[row][t], values, sum);
        }
        if (own_is_apart(pass))
            sum = multiply_add(pass->weights[row][pass->cached],
                               load_some(attention->own_value + column, columns), sum);
        float *out = pass->out[row] + column;
        store_some(out, multiply_add(load_some(out, columns), pass->fading[row], sum), columns);
    }
}

INLINE void value_columns(pass *pass, size_t row, size_t end, size_t rows, size_t column,
                          size_t vectors, bb_kv_type type)
{
    for (; row < end; row += rows)
        value_block(pass, row, rows, column, vectors, type);
}

/* As score_rows: blocks of rows share columns while they are at hand. */
INLINE size_t value_rows(pass *pass, size_t row, size_t rows, bb_kv_type type)
{
    size_t end = row + (pass->rows - row) / rows * rows;
    size_t size = pass->attention->head_size;
    size_t column = 0;
    for (; column + AT_ONCE(rows) * LANES <= size; column += AT_ONCE(rows) * LANES)
        value_columns(pass, row, end, rows, column, AT_ONCE(rows), type);
    /* What is left at one time for a single row, whose sums would wait for themselves otherwise. */
    size_t left = (size - column) / LANES;
    if (rows == 1 && AT_ONCE(rows) > 3 && left == 3)
        value_columns(pass, row, end, rows, column, 3, type);
    else if (rows == 1 && AT_ONCE(rows) > 2 && left == 2)
        value_columns(pass, row, end, rows, column, 2, type);
    else
        for (; AT_ONCE(rows) > 1 && column + LANES <= size; column += LANES)
            value_columns(pass, row, end, rows, column, 1, type);
    return end;
}

INLINE void value_tile(pass *pass, bb_kv_type type)
{
    size_t row = 0;
    if (BB_VECTOR_ACCUMULATORS >= 4)
        row = value_rows(pass, row, 4, type);
    row = value_rows(pass, row, 2, type);
    value_rows(pass, row, 1, type);
    size_t whole = pass->attention->head_size / LANES * LANES;
    if (whole < pass->attention->head_size)
        value_rest(pass, whole);
}

#endif

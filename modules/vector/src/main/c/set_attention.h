/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Part of a vector set (set_body.h): attention in one pass over the cache.
 *
 * The cache is read in tiles of 64 positions. Of each, the scores of 16 positions at a time come
 * from one panel of keys without adding across lanes; then the values are added up with the powers
 * of the scores as weights. The powers are relative to the greatest score so far: where a tile
 * raises it, what was added up before fades. Up to 16 rows, heads and tokens, share a pass. What a
 * row adds up, and in which order, does not depend on the other rows.
 */
#ifndef SET_ATTENTION_H
#define SET_ATTENTION_H

#include "lanes_exp.h"
#include "set_scores.h"
#include "set_values.h"
#include "vector_needs.h" /* generated */

/* The first position that a row sees. */
INLINE size_t window_begin(const pass *pass, size_t row)
{
    size_t end = pass->positions[row], window = pass->attention->window;
    return BB_VECTOR_WINDOW && window != 0 && window < end ? end - window : 0;
}

/* Caps scores of a tile, if they have a cap; returns what they are to be multiplied with. */
INLINE float cap_scores(const bb_attention *attention, float *scores)
{
    float cap = attention->cap;
    if (!BB_VECTOR_SOFT_CAP || cap == 0.0f)
        return attention->scale;
    float factor = attention->scale / cap;
    for (size_t i = 0; i < TILE; i += LANES)
        store(scores + i, tanh_of(load(scores + i) * factor) * cap);
    return 1.0f;
}

/* Makes weights of a row's scores. */
static __attribute__((noinline)) void weigh(pass *pass, size_t row)
{
    float *weights = pass->weights[row];
    float scale = cap_scores(pass->attention, weights);
    size_t end = pass->positions[row];
    size_t used = end < pass->position ? 0 : end - pass->position;
    /* Positions beyond those of the row, which may be garbage, get no weight. */
    for (size_t i = used; i < TILE; i++)
        weights[i] = -__builtin_inff();
    /* Nor do those in front of its window. */
    size_t begin = window_begin(pass, row);
    for (size_t i = 0; BB_VECTOR_WINDOW && i < TILE && pass->position + i < begin; i++)
        weights[i] = -__builtin_inff();
    lanes scores[TILE_PANELS];
    UNROLL for (size_t p = 0; p < TILE_PANELS; p++) scores[p] = load(weights + p * LANES);
    lanes greatest = pass->greatest[row];
    UNROLL for (size_t p = 0; p < TILE_PANELS; p++) greatest = greater(scores[p], greatest);
    float now = greatest_of(greatest);
    lanes fading = exp_of((lanes)((pass->greatest[row] - now) * scale));
    lanes sums = pass->sums[row] * fading;
    UNROLL for (size_t p = 0; p < TILE_PANELS; p++)
    {
        lanes powers = exp_of((scores[p] - now) * scale);
        store(weights + p * LANES, powers);
        sums += powers;
    }
    pass->sums[row] = sums;
    pass->greatest[row] = now;
    pass->fading[row] = fading.x;
}

/* Prepares a pass for the rows from `first` on. */
static void pass_begin(pass *pass, size_t first)
{
    const bb_attention *attention = pass->attention;
    size_t rows = attention->tokens * attention->group - first;
    pass->rows = rows < PASS_ROWS ? rows : PASS_ROWS;
    for (size_t row = 0; row < pass->rows; row++) {
        size_t token = (first + row) / attention->group;
        size_t head = (first + row) % attention->group;
        pass->query[row] =
            attention->query + token * attention->query_stride + head * attention->head_size;
        pass->out[row] =
            attention->out + token * attention->out_stride + head * attention->head_size;
        pass->positions[row] = attention->positions + token;
        /* Finite: minus infinity less minus infinity would be NaN. */
        pass->greatest[row] = -__FLT_MAX__;
        pass->sums[row] = 0.0f;
        for (size_t i = 0; i < attention->head_size; i++)
            pass->out[row][i] = 0.0f;
    }
}

static void pass_end(pass *pass)
{
    for (size_t row = 0; row < pass->rows; row++) {
        float factor = 1.0f / sum_of(pass->sums[row]);
        for (size_t i = 0; i < pass->attention->head_size; i++)
            pass->out[row][i] *= factor;
    }
}

INLINE void attend_cached(const bb_attention *attention, bb_kv_type type)
{
    pass pass;
    pass.attention = attention;
    for (size_t first = 0; first < attention->tokens * attention->group; first += PASS_ROWS) {
        pass_begin(&pass, first);
        size_t end = pass.positions[pass.rows - 1];
        /* Later rows see no earlier positions. */
        size_t begin = window_begin(&pass, 0) / TILE * TILE;
        for (pass.position = begin; pass.position < end; pass.position += TILE) {
            size_t left = end - pass.position;
            pass.last = left <= TILE;
            pass.count = pass.last ? left : TILE;
            bool apart = BB_PARALLEL && pass.last && attention->own_key != NULL;
            pass.cached = pass.count - apart;
            score_tile(&pass, type);
            for (size_t row = 0; row < pass.rows; row++)
                weigh(&pass, row);
            value_tile(&pass, type);
        }
        pass_end(&pass);
    }
}

static void attend(const bb_attention *attention)
{
    if (is_half(attention->type))
        attend_cached(attention, BB_KV_F16);
    else
        attend_cached(attention, BB_KV_F32);
}

#endif

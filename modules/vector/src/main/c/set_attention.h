/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Part of a vector set (set_body.h): attention in one pass over the cache.
 *
 * The cache is read in tiles of 64 positions. Of each, the scores of 16 positions at a time come
 * from one panel of keys without adding across lanes; then the values are added up with the powers
 * of the scores as weights. The powers are relative to the greatest score so far: where a tile
 * raises it, what was added up before is scaled down. An element's result depends on its own head
 * only, so that heads can be split among calls without changing a bit.
 */
#ifndef SET_ATTENTION_H
#define SET_ATTENTION_H

#include "bb_vector_set.h"
#include "lanes_exp.h"
#include "lanes_half.h"

enum {
    TILE_PANELS = 4,
    TILE = TILE_PANELS * BB_KEY_PANEL,
    PASS_HEADS = 16, /* that share a pass over the cache; models have 1 to 8, rarely more */
    BLOCK_HEADS = BB_VECTOR_ACCUMULATORS < 4 ? BB_VECTOR_ACCUMULATORS : 4, /* that share a load */
};

/* Sixteen elements from an index on. */
INLINE lanes load_cached(const void *cache, size_t index, bb_kv_type type)
{
    return type == BB_KV_F16 ? load_halves((const uint16_t *)cache + index)
                             : load((const float *)cache + index);
}

/* The first of them; what lies behind is not read. */
INLINE lanes load_some_cached(const void *cache, size_t index, size_t count, bb_kv_type type)
{
    if (type == BB_KV_F32)
        return load_some((const float *)cache + index, count);
    uint16_t all[LANES] = {0};
    for (size_t i = 0; i < count; i++)
        all[i] = ((const uint16_t *)cache)[index + i];
    return load_halves(all);
}

/* A pass over the cache by some heads, and what is carried from tile to tile. */
typedef struct pass {
    const bb_attention *attention;
    const float *query;
    float *out; /* the weighted sum of values */
    size_t heads;
    size_t position;                 /* the tile's first */
    size_t count;                    /* of the tile's positions */
    float weights[PASS_HEADS][TILE]; /* the tile's scores, then their powers */
    float greatest[PASS_HEADS];      /* score so far */
    float fading[PASS_HEADS];        /* factor of what was added up before this tile */
    lanes sums[PASS_HEADS];          /* of the powers */
} pass;

/* Scores of some heads for some panels of the tile. */
INLINE void score_block(pass *pass, size_t head, size_t heads, size_t panel, size_t panels,
                        bb_kv_type type)
{
    size_t size = pass->attention->head_size;
    const float *query = pass->query + head * size;
    size_t key = (pass->position + panel * BB_KEY_PANEL) * size;
    lanes sums[BLOCK_HEADS][TILE_PANELS] = {0};
    for (size_t i = 0; i < size; i++) {
        lanes keys[TILE_PANELS];
        UNROLL for (size_t p = 0; p < panels; p++) keys[p] =
            load_cached(pass->attention->keys, key + (p * size + i) * BB_KEY_PANEL, type);
        UNROLL for (size_t h = 0; h < heads; h++)
        {
            lanes factor = query[h * size + i];
            UNROLL for (size_t p = 0; p < panels; p++) sums[h][p] =
                multiply_add(factor, keys[p], sums[h][p]);
        }
    }
    UNROLL for (size_t h = 0; h < heads; h++)
    {
        UNROLL for (size_t p = 0; p < panels; p++)
            store(pass->weights[head + h] + (panel + p) * BB_KEY_PANEL, sums[h][p]);
    }
}

INLINE void score_heads(pass *pass, size_t head, size_t heads, bb_kv_type type)
{
    size_t tile_panels = (pass->count + BB_KEY_PANEL - 1) / BB_KEY_PANEL;
    const size_t at_once =
        BB_VECTOR_ACCUMULATORS / heads < TILE_PANELS ? BB_VECTOR_ACCUMULATORS / heads : TILE_PANELS;
    size_t panel = 0;
    for (; panel + at_once <= tile_panels; panel += at_once)
        score_block(pass, head, heads, panel, at_once, type);
    for (; panel < tile_panels; panel++)
        score_block(pass, head, heads, panel, 1, type);
}

/* Makes weights of a head's scores. */
INLINE void weigh(pass *pass, size_t head)
{
    float *weights = pass->weights[head];
    /* Positions beyond those in use, which are garbage so far, get no weight. */
    for (size_t i = pass->count; i < TILE; i++)
        weights[i] = -__builtin_inff();
    lanes scores[TILE_PANELS];
    UNROLL for (size_t p = 0; p < TILE_PANELS; p++) scores[p] = load(weights + p * LANES);
    float before = pass->greatest[head];
    lanes greatest = before;
    UNROLL for (size_t p = 0; p < TILE_PANELS; p++) greatest = greater(scores[p], greatest);
    float now = greatest_of(greatest);
    float scale = pass->attention->scale;
    lanes fading = exp_of((lanes)((before - now) * scale));
    lanes sums = pass->sums[head] * fading;
    UNROLL for (size_t p = 0; p < TILE_PANELS; p++)
    {
        lanes powers = exp_of((scores[p] - now) * scale);
        store(weights + p * LANES, powers);
        sums += powers;
    }
    pass->sums[head] = sums;
    pass->greatest[head] = now;
    pass->fading[head] = fading.x;
}

/*
 * Adds the tile's weighted values, in some columns, to the sums of some heads. With less than 16
 * columns there is one vector; rows are then read beyond their end where another row follows.
 */
INLINE void value_block(pass *pass, size_t head, size_t heads, size_t column, size_t vectors,
                        size_t columns, bb_kv_type type)
{
    size_t size = pass->attention->head_size;
    const void *values = pass->attention->values;
    size_t first = pass->position * size + column;
    size_t end = pass->attention->positions * size;
    lanes sums[BLOCK_HEADS][BB_VECTOR_ACCUMULATORS] = {0};
    for (size_t t = 0; t < pass->count; t++) {
        size_t index = first + t * size;
        lanes row[BB_VECTOR_ACCUMULATORS];
        UNROLL for (size_t v = 0; v < vectors; v++) row[v] =
            columns < LANES && end - index < LANES ? load_some_cached(values, index, columns, type)
                                                   : load_cached(values, index + v * LANES, type);
        UNROLL for (size_t h = 0; h < heads; h++)
        {
            lanes weight = pass->weights[head + h][t];
            UNROLL for (size_t v = 0; v < vectors; v++) sums[h][v] =
                multiply_add(weight, row[v], sums[h][v]);
        }
    }
    UNROLL for (size_t h = 0; h < heads; h++)
    {
        float *out = pass->out + (head + h) * size + column;
        lanes fading = pass->fading[head + h];
        UNROLL for (size_t v = 0; v < vectors; v++)
        {
            if (columns < LANES)
                store_some(out, multiply_add(load_some(out, columns), fading, sums[h][v]), columns);
            else
                store(out + v * LANES, multiply_add(load(out + v * LANES), fading, sums[h][v]));
        }
    }
}

INLINE void value_heads(pass *pass, size_t head, size_t heads, bb_kv_type type)
{
    const size_t most = BB_VECTOR_ACCUMULATORS / heads < 4 ? BB_VECTOR_ACCUMULATORS / heads : 4;
    size_t size = pass->attention->head_size;
    size_t column = 0;
    for (; column + most * LANES <= size; column += most * LANES)
        value_block(pass, head, heads, column, most, LANES, type);
    size_t vectors = (size - column) / LANES;
    if (most > 3 && vectors == 3)
        value_block(pass, head, heads, column, 3, LANES, type);
    else if (most > 2 && vectors == 2)
        value_block(pass, head, heads, column, 2, LANES, type);
    else if (most > 1 && vectors == 1)
        value_block(pass, head, heads, column, 1, LANES, type);
    column += vectors * LANES;
    if (column < size)
        value_block(pass, head, heads, column, 1, size - column, type);
}

INLINE void pass_tile(pass *pass, bb_kv_type type)
{
    size_t head = 0;
    for (; BLOCK_HEADS >= 4 && head + 4 <= pass->heads; head += 4)
        score_heads(pass, head, 4, type);
    for (; BLOCK_HEADS >= 2 && head + 2 <= pass->heads; head += 2)
        score_heads(pass, head, 2, type);
    for (; head < pass->heads; head++)
        score_heads(pass, head, 1, type);

    for (head = 0; head < pass->heads; head++)
        weigh(pass, head);

    head = 0;
    for (; BLOCK_HEADS >= 4 && head + 4 <= pass->heads; head += 4)
        value_heads(pass, head, 4, type);
    for (; BLOCK_HEADS >= 2 && head + 2 <= pass->heads; head += 2)
        value_heads(pass, head, 2, type);
    for (; head < pass->heads; head++)
        value_heads(pass, head, 1, type);
}

static void pass_begin(pass *pass)
{
    for (size_t head = 0; head < pass->heads; head++) {
        /* Finite: minus infinity less minus infinity would be NaN. */
        pass->greatest[head] = -__FLT_MAX__;
        pass->sums[head] = 0.0f;
    }
    for (size_t i = 0; i < pass->heads * pass->attention->head_size; i++)
        pass->out[i] = 0.0f;
}

static void pass_end(pass *pass)
{
    size_t size = pass->attention->head_size;
    for (size_t head = 0; head < pass->heads; head++) {
        float factor = 1.0f / sum_of(pass->sums[head]);
        for (size_t i = 0; i < size; i++)
            pass->out[head * size + i] *= factor;
    }
}

INLINE void attend_cached(const bb_attention *attention, bb_kv_type type)
{
    pass pass = {.attention = attention};
    for (size_t head = 0; head < attention->group; head += PASS_HEADS) {
        size_t heads = attention->group - head;
        pass.heads = heads < PASS_HEADS ? heads : PASS_HEADS;
        pass.query = attention->query + head * attention->head_size;
        pass.out = attention->out + head * attention->head_size;
        pass_begin(&pass);
        for (pass.position = 0; pass.position < attention->positions; pass.position += TILE) {
            size_t count = attention->positions - pass.position;
            pass.count = count < TILE ? count : TILE;
            pass_tile(&pass, type);
        }
        pass_end(&pass);
    }
}

static void attend(const bb_attention *attention)
{
    if (attention->type == BB_KV_F16)
        attend_cached(attention, BB_KV_F16);
    else
        attend_cached(attention, BB_KV_F32);
}

static void store_kv(void *keys, void *values, bb_kv_type type, size_t position, size_t head_size,
                     const float *key, const float *value)
{
    size_t place = position / BB_KEY_PANEL * BB_KEY_PANEL * head_size + position % BB_KEY_PANEL;
    if (type == BB_KV_F32) {
        for (size_t i = 0; i < head_size; i++) {
            ((float *)keys)[place + i * BB_KEY_PANEL] = key[i];
            ((float *)values)[position * head_size + i] = value[i];
        }
        return;
    }
    for (size_t i = 0; i < head_size; i += LANES) {
        size_t count = head_size - i < LANES ? head_size - i : LANES;
        half_lanes key_halves = narrow(load_some(key + i, count));
        half_lanes value_halves = narrow(load_some(value + i, count));
        uint16_t halves[2][LANES];
        *(half_lanes_in_memory *)halves[0] = key_halves;
        *(half_lanes_in_memory *)halves[1] = value_halves;
        for (size_t lane = 0; lane < count; lane++) {
            ((uint16_t *)keys)[place + (i + lane) * BB_KEY_PANEL] = halves[0][lane];
            ((uint16_t *)values)[position * head_size + i + lane] = halves[1][lane];
        }
    }
}

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* Part of a vector set (set_body.h): keys and values as they lie in the cache. */
#ifndef SET_CACHE_H
#define SET_CACHE_H

#include "bb_config.h"
#include "bb_vector_set.h"
#include "lanes_half.h"

/* The build fixes the cache's type: code for another is not made. (The tests' configuration names
 * no type, and has both.) */
INLINE bool is_half(bb_kv_type type)
{
    if (BB_KERNEL_KV_CACHE == BB_KERNEL_KV_CACHE_F32)
        return false;
    return BB_KERNEL_KV_CACHE == BB_KERNEL_KV_CACHE_F16 || type == BB_KV_F16;
}

INLINE size_t element_bytes(bb_kv_type type)
{
    return is_half(type) ? sizeof(uint16_t) : sizeof(float);
}

/* Sixteen elements from an index on. */
INLINE lanes load_cached(const void *cache, size_t index, bb_kv_type type)
{
    return is_half(type) ? load_halves((const uint16_t *)cache + index)
                         : load((const float *)cache + index);
}

/* The first of them; what lies behind is not read. */
static lanes load_some_cached(const void *cache, size_t index, size_t count, bb_kv_type type)
{
    if (!is_half(type))
        return load_some((const float *)cache + index, count);
    uint16_t all[LANES] = {0};
    for (size_t i = 0; i < count; i++)
        all[i] = ((const uint16_t *)cache)[index + i];
    return load_halves(all);
}

static void store_floats(float *restrict keys, float *restrict values, size_t head_size,
                         const float *restrict key, const float *restrict value)
{
/* Left to itself, the compiler takes a scatter instruction, which is slower. */
#pragma clang loop vectorize(disable)
    for (size_t i = 0; i < head_size; i++)
        keys[i * BB_KEY_PANEL] = key[i];
    for (size_t i = 0; i < head_size; i++)
        values[i] = value[i];
}

static void store_halves(uint16_t *keys, uint16_t *values, size_t head_size, const float *key,
                         const float *value)
{
    for (size_t i = 0; i < head_size; i += LANES) {
        size_t count = head_size - i < LANES ? head_size - i : LANES;
        uint16_t key_halves[LANES];
        uint16_t value_halves[LANES];
        *(half_lanes_in_memory *)key_halves = narrow(load_some(key + i, count));
        *(half_lanes_in_memory *)value_halves = narrow(load_some(value + i, count));
        for (size_t lane = 0; lane < count; lane++) {
            keys[(i + lane) * BB_KEY_PANEL] = key_halves[lane];
            values[i + lane] = value_halves[lane];
        }
    }
}

static void store_kv(void *keys, void *values, bb_kv_type type, size_t position, size_t head_size,
                     const float *key, const float *value)
{
    size_t panel = position / BB_KEY_PANEL * BB_KEY_PANEL * head_size;
    size_t first_key = panel + position % BB_KEY_PANEL;
    size_t first_value = position * head_size;
    if (is_half(type))
        store_halves((uint16_t *)keys + first_key, (uint16_t *)values + first_value, head_size, key,
                     value);
    else
        store_floats((float *)keys + first_key, (float *)values + first_value, head_size, key,
                     value);
}

static void round_kv(float *x, size_t count, bb_kv_type type)
{
    if (!is_half(type))
        return;
    size_t i = 0;
    for (; i + LANES <= count; i += LANES)
        store(x + i, widen(narrow(load(x + i))));
    if (i < count)
        store_some(x + i, widen(narrow(load_some(x + i, count - i))), count - i);
}

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* Part of a vector set (set_body.h): rotary position embedding. */
#ifndef SET_ROPE_H
#define SET_ROPE_H

#include "lanes.h"

/* (a, b, c, ...) as (a, a, b, b, ...): one for both of a pair. */
INLINE lanes for_pairs(const float *from)
{
    eight values = *(const eight_in_memory *)from;
    return __builtin_shufflevector(values, values, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7);
}

INLINE lanes swap_pairs(lanes x)
{
    return __builtin_shufflevector(x, x, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14);
}

static void rope(float *x, size_t heads, size_t head_size, const float *cos, const float *sin)
{
    const int32_t minus = INT32_MIN;
    const int_lanes first = {minus, 0, minus, 0, minus, 0, minus, 0,
                             minus, 0, minus, 0, minus, 0, minus, 0};
    size_t i = 0;
    /* All heads turn by the same angles. */
    for (; i + LANES <= head_size; i += LANES) {
        lanes cosines = for_pairs(cos + i / 2);
        lanes sines = of_bits(bits_of(for_pairs(sin + i / 2)) ^ first);
        for (size_t head = 0; head < heads; head++) {
            float *pairs = x + head * head_size + i;
            lanes values = load(pairs);
            store(pairs, values * cosines + swap_pairs(values) * sines);
        }
    }
    for (; i < head_size; i += 2) {
        for (size_t head = 0; head < heads; head++) {
            float *pair = x + head * head_size + i;
            float first = pair[0];
            float second = pair[1];
            pair[0] = first * cos[i / 2] - second * sin[i / 2];
            pair[1] = second * cos[i / 2] + first * sin[i / 2];
        }
    }
}

#endif

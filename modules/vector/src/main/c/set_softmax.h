/* SPDX-License-Identifier: Apache-2.0 */
/* Part of a vector set (set_body.h): softmax of a whole vector. */
#ifndef SET_SOFTMAX_H
#define SET_SOFTMAX_H

#include <stdbool.h>

#include "lanes_exp.h"

INLINE float greatest_value(const float *values, size_t count)
{
    lanes greatest = -__builtin_inff();
    size_t i = 0;
    for (; i + LANES <= count; i += LANES)
        greatest = greater(load(values + i), greatest);
    float result = greatest_of(greatest);
    for (; i < count; i++)
        result = values[i] > result ? values[i] : result;
    return result;
}

static bool softmax(float *values, size_t count, float scale)
{
    /* The greatest exponent becomes 0, so that nothing overflows. */
    float greatest = greatest_value(values, count);
    lanes sums = 0.0f;
    size_t i = 0;
    for (; i + LANES <= count; i += LANES) {
        lanes powers = exp_of((load(values + i) - greatest) * scale);
        store(values + i, powers);
        sums += powers;
    }
    float sum = sum_of(sums);
    if (i < count) {
        lanes powers = exp_of((load_some(values + i, count - i) - greatest) * scale);
        store_some(values + i, powers, count - i);
        for (size_t last = i; last < count; last++)
            sum += values[last];
    }
    float factor = 1.0f / sum;
    for (i = 0; i + LANES <= count; i += LANES)
        store(values + i, load(values + i) * factor);
    for (; i < count; i++)
        values[i] *= factor;
    return sum > 0.0f; /* false for NaN: infinity minus infinity, for one */
}

#endif

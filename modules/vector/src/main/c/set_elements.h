/* SPDX-License-Identifier: Apache-2.0 */
/* Part of a vector set (set_body.h): what is done to one element after the other. */
#ifndef SET_ELEMENTS_H
#define SET_ELEMENTS_H

#include "lanes_exp.h"

static void accumulate(float *sum, const float *x, size_t count)
{
    size_t i = 0;
    for (; i + LANES <= count; i += LANES)
        store(sum + i, load(sum + i) + load(x + i));
    for (; i < count; i++)
        sum[i] += x[i];
}

INLINE lanes silu_times(lanes gate, lanes up)
{
    return gate / (exp_of(-gate) + 1.0f) * up;
}

static void swiglu(float *out, const float *gate, const float *up, size_t count)
{
    for (size_t i = 0; i < count; i += LANES)
        store(out + i, silu_times(load(gate + i), load(up + i)));
}

/* x / 2 * (1 + tanh(w / 2)) is x / (1 + e^-w). */
INLINE lanes gelu_times(lanes gate, lanes up)
{
    const lanes linear = -0x1.988454p0f; /* -2 sqrt(2 / pi) */
    const lanes cubic = -0x1.2444f2p-4f; /* the same times 0.044715 */
    lanes w = gate * multiply_add(cubic, gate * gate, linear);
    return gate / (exp_of(w) + 1.0f) * up;
}

static void geglu(float *out, const float *gate, const float *up, size_t count)
{
    for (size_t i = 0; i < count; i += LANES)
        store(out + i, gelu_times(load(gate + i), load(up + i)));
}

static void soft_cap(float *x, size_t count, float cap)
{
    float factor = 1.0f / cap;
    size_t i = 0;
    for (; i + LANES <= count; i += LANES)
        store(x + i, tanh_of(load(x + i) * factor) * cap);
    if (i < count)
        store_some(x + i, tanh_of(load_some(x + i, count - i) * factor) * cap, count - i);
}

/* Each chain of additions waits for itself only. */
enum { RMSNORM_CHAINS = BB_VECTOR_ACCUMULATORS < 4 ? BB_VECTOR_ACCUMULATORS : 4 };

INLINE float sum_of_squares(const float *x, size_t count)
{
    lanes sums[RMSNORM_CHAINS] = {0};
    size_t i = 0;
    for (; i + RMSNORM_CHAINS * LANES <= count; i += RMSNORM_CHAINS * LANES) {
        UNROLL for (size_t chain = 0; chain < RMSNORM_CHAINS; chain++)
        {
            lanes values = load(x + i + chain * LANES);
            sums[chain] = multiply_add(values, values, sums[chain]);
        }
    }
    for (; i < count; i += LANES) {
        lanes values = count - i < LANES ? load_some(x + i, count - i) : load(x + i);
        sums[0] = multiply_add(values, values, sums[0]);
    }
    UNROLL for (size_t chain = 1; chain < RMSNORM_CHAINS; chain++) sums[0] += sums[chain];
    return sum_of(sums[0]);
}

static void rmsnorm(float *out, const float *x, const float *weight, size_t count, float epsilon)
{
    float factor = 1.0f / square_root(sum_of_squares(x, count) / (float)count + epsilon);
    size_t i = 0;
    for (; i + LANES <= count; i += LANES)
        store(out + i, load(weight + i) * (load(x + i) * factor));
    for (; i < count; i++)
        out[i] = weight[i] * (x[i] * factor);
}

#endif

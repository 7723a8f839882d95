/* SPDX-License-Identifier: Apache-2.0 */
/* Part of a vector set (set_body.h): activations in the order and type of the matrix kernels. */
#ifndef SET_QUANTIZE_H
#define SET_QUANTIZE_H

#include "bb_weights.h"
#include "lanes.h"

typedef int8_t byte_lanes __attribute__((ext_vector_type(16)));
typedef byte_lanes byte_lanes_in_memory __attribute__((aligned(1), may_alias));

/*
 * To the nearest integer, half away from zero: the greatest float below one half is added, since
 * with one half itself 0.49999997 would become 1.
 */
INLINE int_lanes round_away(lanes x)
{
    lanes half = of_bits((bits_of(x) & INT32_MIN) | bits_of((lanes)(0x1.fffffep-2f)));
    return __builtin_convertvector(x + half, int_lanes);
}

/*
 * To 11 significant bits, half to even: llama.cpp keeps scales in float16, and where logits hang on
 * a rounding, ours should fall on the same side. The exponent is not bounded as float16's is.
 */
INLINE float rounded_scale(float scale)
{
    enum { DROPPED = 13 };
    uint32_t bits;
    __builtin_memcpy(&bits, &scale, sizeof bits);
    bits += (1u << (DROPPED - 1)) - 1 + (bits >> DROPPED & 1);
    bits &= ~((1u << DROPPED) - 1);
    __builtin_memcpy(&scale, &bits, sizeof bits);
    return scale;
}

/* The greatest magnitude of a block. */
INLINE float block_greatest(const float *x)
{
    /* Magnitudes compare as integers do, and NaN is above infinity. */
    int_lanes magnitudes = __builtin_elementwise_max(bits_of(load(x)) & INT32_MAX,
                                                     bits_of(load(x + LANES)) & INT32_MAX);
    return of_bits(__builtin_reduce_max(magnitudes)).x;
}

/* `scale`: the greatest magnitude before. */
INLINE void quantize_block(int8_t *quants, float *scale, int32_t *sum, const float *x)
{
    float greatest = *scale;
    float unit = greatest / 127.0f;
    int_lanes low_quants = 0;
    int_lanes high_quants = 0;
    if (unit < 0x1p-126f) /* its inverse may be infinite */
        unit = 0.0f;
    else if (greatest <= __FLT_MAX__) {
        float inverse = 1.0f / unit;
        low_quants = round_away(load(x) * inverse);
        high_quants = round_away(load(x + LANES) * inverse);
        unit = rounded_scale(unit);
    }
    *scale = unit;
    ((byte_lanes_in_memory *)quants)[0] = __builtin_convertvector(low_quants, byte_lanes);
    ((byte_lanes_in_memory *)quants)[1] = __builtin_convertvector(high_quants, byte_lanes);
    *sum = __builtin_reduce_add(low_quants + high_quants);
}

/* All magnitudes first: from a block's greatest to its quants is a long way, and in a second pass
 * those of several blocks are gone at the same time. */
static void quantize(int8_t *quants, float *scales, int32_t *sums, const float *x, size_t stride,
                     size_t cols, size_t tokens)
{
    size_t blocks = cols / BB_BLOCK;
    for (size_t token = 0; token < tokens; token++) {
        const float *from = x + token * stride;
        for (size_t block = 0; block < blocks; block++)
            scales[block * tokens + token] = block_greatest(from + block * BB_BLOCK);
        for (size_t block = 0; block < blocks; block++) {
            size_t place = block * tokens + token;
            quantize_block(quants + place * BB_BLOCK, scales + place, sums + place,
                           from + block * BB_BLOCK);
        }
    }
}

/* Four columns of four tokens. */
INLINE void transpose_block(float *values, size_t tokens, const float *x, size_t stride)
{
    four a = *(const four_in_memory *)x;
    four b = *(const four_in_memory *)(x + stride);
    four c = *(const four_in_memory *)(x + 2 * stride);
    four d = *(const four_in_memory *)(x + 3 * stride);
    four ab_low = __builtin_shufflevector(a, b, 0, 4, 1, 5);
    four ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
    four cd_low = __builtin_shufflevector(c, d, 0, 4, 1, 5);
    four cd_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);
    *(four_in_memory *)values = __builtin_shufflevector(ab_low, cd_low, 0, 1, 4, 5);
    *(four_in_memory *)(values + tokens) = __builtin_shufflevector(ab_low, cd_low, 2, 3, 6, 7);
    *(four_in_memory *)(values + 2 * tokens) =
        __builtin_shufflevector(ab_high, cd_high, 0, 1, 4, 5);
    *(four_in_memory *)(values + 3 * tokens) =
        __builtin_shufflevector(ab_high, cd_high, 2, 3, 6, 7);
}

/* A cache line of each of four tokens is used up before the next: the lines of many tokens, whose
 * stride is often a power of two, would drive each other out. */
INLINE void transpose_line(float *values, size_t tokens, const float *x, size_t stride, size_t cols)
{
    for (size_t col = 0; col < cols; col += 4)
        transpose_block(values + col * tokens, tokens, x + col, stride);
}

static void interleave(float *values, const float *x, size_t stride, size_t cols, size_t tokens)
{
    size_t whole_cols = cols / 4 * 4;
    size_t whole_tokens = tokens / 4 * 4;
    for (size_t col = 0; col < whole_cols; col += LANES) {
        size_t line = whole_cols - col < LANES ? whole_cols - col : LANES;
        for (size_t token = 0; token < whole_tokens; token += 4)
            transpose_line(values + col * tokens + token, tokens, x + token * stride + col, stride,
                           line);
    }
    for (size_t token = 0; token < tokens; token++) {
        for (size_t col = token < whole_tokens ? whole_cols : 0; col < cols; col++)
            values[col * tokens + token] = x[token * stride + col];
    }
}

#endif

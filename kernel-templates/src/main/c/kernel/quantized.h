/* SPDX-License-Identifier: Apache-2.0 */
#ifndef QUANTIZED_H
#define QUANTIZED_H

/* Quantized activations, see bb_activations.h, in a buffer of floats. */
#include <stddef.h>

#include "bb_activations.h"
#include "bb_vector_set.h"

typedef struct bb_quantized {
    int8_t *quants; /* (blocks, tokens, 32) */
    float *scales;  /* (blocks, tokens) */
    int32_t *sums;  /* (blocks, tokens) */
} bb_quantized;

/* Floats that quantized values take in a buffer. */
static inline size_t bb_quantized_floats(size_t values)
{
    return values / sizeof(float) + 2 * (values / BB_BLOCK);
}

/* In a buffer that has room for as many floats as there are values. */
static inline bb_quantized bb_quantized_in(float *buffer, size_t cols, size_t tokens)
{
    size_t values = cols * tokens;
    float *scales = buffer + values / sizeof *buffer;
    return (bb_quantized){(int8_t *)buffer, scales, (int32_t *)(scales + values / BB_BLOCK)};
}

/* Quantizes values, (tokens, x->cols), into a buffer, which *x points to then. */
static inline void bb_quantize_in(float *buffer, bb_activations *x, const float *values)
{
    bb_quantized to = bb_quantized_in(buffer, x->cols, x->tokens);
    x->quants = to.quants;
    x->scales = to.scales;
    x->sums = to.sums;
    bb_vector()->quantize(to.quants, to.scales, to.sums, values, x->cols, x->cols, x->tokens);
}

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_ACTIVATIONS_H
#define BB_ACTIVATIONS_H

/*
 * The vectors that a matrix is multiplied with, one a token, in the order that the matrix kernels
 * read them. Kernels of float weights take `values`, kernels of quantized weights the rest: blocks
 * of 32 columns as int8 with one scale, as llama.cpp's Q8_0. The scale has float16's 11 significant
 * bits, but a float32's exponent: no activation is too large.
 */
#include <stddef.h>
#include <stdint.h>

#include "bb_weights.h"

typedef struct bb_activations {
    size_t first; /* the matrix's column that they begin with; a multiple of BB_BLOCK */
    size_t cols;
    size_t tokens;
    const float *values;  /* (cols, tokens); with one token that is the vector itself */
    const int8_t *quants; /* (blocks, tokens, 32), -127 to 127; starts on a cache line */
    const float *scales;  /* (blocks, tokens): value = scale * quant */
    const int32_t *sums;  /* (blocks, tokens): of the block's quants */
} bb_activations;

#endif

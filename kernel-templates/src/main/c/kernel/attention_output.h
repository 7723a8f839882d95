/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ATTENTION_OUTPUT_H
#define ATTENTION_OUTPUT_H

/*
 * The product behind attention: normed = W_o attended.
 *
 * In a small layer it has halves, see halves.h, of half of the heads each. Where these are no whole
 * blocks, the block in the middle belongs to both halves, and each has zeros in the other's
 * columns.
 */
#include <stdbool.h>
#include <stddef.h>

#include "forward_parts.h"

/* Columns of W_o that half of the heads takes, of whole blocks; `cols`: all of W_o's. */
static inline size_t bb_attended_half(size_t cols)
{
    return (cols / 2 + BB_BLOCK - 1) / BB_BLOCK * BB_BLOCK;
}

/* Floats that a half needs beside its result: queries, keys and values of its heads, and what these
 * give, as it is and quantized. */
size_t bb_attention_half_scratch(const bb_shape *shape);

/* Whether W_o's product can have halves. */
bool bb_attention_can_have_halves(const bb_shape *shape);

/* For a batch whose `attended` has been computed. */
void bb_multiply_attended(const bb_batch *batch, size_t number);

#endif

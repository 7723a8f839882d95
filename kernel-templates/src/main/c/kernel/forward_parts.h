/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORWARD_PARTS_H
#define FORWARD_PARTS_H

/* The parts of the forward pass that are split among the processors. */
#include <stddef.h>

#include "bb_forward.h"
#include "bb_model.h"
#include "bb_transformer.h"

/* Floats of a row that a product with a matrix of so many rows writes: whole panels. */
static inline size_t bb_padded(size_t rows)
{
    return bb_panels(rows) * BB_PANEL_ROWS;
}

/* Vectors that matrices are to be multiplied with: (tokens, stride), one a row. */
typedef struct bb_rows {
    const float *data;
    size_t stride;
    size_t cols;
    size_t tokens;
} bb_rows;

/* A row of a buffer, `stride` floats from row to row, for each token whose result is computed. */
bb_rows bb_batch_rows(const bb_batch *batch, const float *data, size_t stride, size_t cols);

/* Greatest number of matrices in one product. */
#define BB_PRODUCT_MATRICES 3

/*
 * Multiplies matrices of the same width with the same vectors: out[t] = (matrix 0 * x[t], matrix 1
 * * x[t], ...), each part padded to whole panels. out: (tokens, stride). One piece of work for the
 * processors, however many the matrices. Overwrites the activations of `state`.
 */
void bb_multiply(bb_forward_state *state, float *out, size_t stride, bb_rows x,
                 const bb_matrix *const *matrices, size_t count);

/*
 * Attention of a layer for tokens whose keys and values are in the cache already: query: (tokens,
 * query_stride); out: (tokens, heads * head_size); `position` is that of the first token.
 */
void bb_attend(const bb_context *context, const bb_shape *shape, size_t layer, bb_view view,
               size_t position, size_t tokens, const float *query, size_t query_stride, float *out);

/*
 * cos and sin, (positions, head_size / 2), of position / (theta^(2i / head_size) * factors[i]).
 * factors: (head_size / 2), or NULL for 1.
 */
void bb_rope_table(float *cos, float *sin, size_t positions, size_t head_size, float theta,
                   const float *factors);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORWARD_PARTS_H
#define FORWARD_PARTS_H

/* The parts of the forward pass that are split among the processors. */
#include <stdbool.h>
#include <stddef.h>

#include "bb_activations.h"
#include "bb_forward.h"
#include "bb_kernel.h"
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
static inline bb_rows bb_batch_rows(const bb_batch *batch, const float *data, size_t stride,
                                    size_t cols)
{
    return (bb_rows){.data = data + batch->first * stride,
                     .stride = stride,
                     .cols = cols,
                     .tokens = batch->count - batch->first};
}

/* residual = the tokens' rows of the embedding, scaled. */
void bb_batch_embed(const bb_batch *batch);

/*
 * Brings vectors into the order, or orders, that the kernels of some matrices take. Overwrites the
 * activations of `state`, which the result points to.
 */
bb_activations bb_prepare(bb_forward_state *state, const bb_rows *x,
                          const bb_matrix *const *matrices, size_t count);

/* Adjacent panels of a matrix. */
typedef struct bb_panel_run {
    const bb_matrix *matrix;
    size_t first;
    size_t count;
} bb_panel_run;

/*
 * out[t] = (rows of the panels, in the columns of x, run after run) * x[t]; out: (tokens, stride).
 * Those that lie behind each other in memory are one call of the kernel: in small matrices it
 * counts that each call finds its weights anew.
 */
void bb_multiply_runs(const bb_panel_run *runs, size_t count, const bb_activations *x, float *out,
                      size_t stride);

/* The same for one run. */
void bb_multiply_panels(const bb_matrix *matrix, const bb_activations *x, size_t first,
                        size_t panels, float *out, size_t stride);

/* Greatest number of matrices in one product. */
#define BB_PRODUCT_MATRICES 3

/*
 * Multiplies matrices of the same width with the same vectors: out[t] = (matrix 0 * x[t], matrix 1
 * * x[t], ...), each part padded to whole panels. out: (tokens, stride). One piece of work for the
 * processors, however many the matrices. Overwrites the activations of `state`.
 */
void bb_multiply(bb_forward_state *state, float *out, size_t stride, bb_rows x,
                 const bb_matrix *const *matrices, size_t count);

/* The same for vectors that have been prepared for these matrices. */
void bb_multiply_prepared(float *out, size_t stride, const bb_activations *x,
                          const bb_matrix *const *matrices, size_t count);

/* What makes queries, keys or values attention's, after the product: each NULL if there is none. */
typedef struct bb_finish {
    const float *bias; /* (heads * head_size) */
    const float *norm; /* (head_size), of each head */
    const float *cos;  /* (head_size / 2), of the position */
    const float *sin;
} bb_finish;

/* Where the angles of row 0 begin in rope_cos and rope_sin. */
static inline size_t bb_batch_angles(const bb_batch *batch, bb_view view)
{
    const bb_shape *shape = &batch->kernel->model.shape;
    size_t base = view.rotates_locally ? shape->context : 0;
    return (base + batch->start) * (shape->head_size / 2);
}

/* Adds a bias, normalises each head, rotates it. x: (heads, head_size), of one position. */
void bb_finish_heads(float *x, size_t heads, size_t head_size, float epsilon,
                     const bb_finish *finish);

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

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALVES_H
#define HALVES_H

/*
 * Products of small models that are sums of two halves: of the matrix's left columns with the first
 * half of the activations, and of its right columns with the second. In a small layer the time
 * between two pieces of work counts; there two processors compute a half of what the matrix is
 * multiplied with each, and its product, see side_by_side.h. Which products are made so depends on
 * the model only, so that bits are the same with any number of processors.
 */
#include <stddef.h>

#include "forward_parts.h"

enum { BB_HALVES = 2 };

/* Bytes of a matrix. */
static inline size_t bb_bytes_of(const bb_matrix *matrix)
{
    return bb_matrix_bytes(matrix->type, matrix->rows, matrix->cols);
}

/*
 * out[t] = (left columns * left half of x[t], right columns * right half of x[t]), each padded to
 * whole panels; out: (tokens, 2, width). A half is x->cols / 2 columns, of whole blocks: together
 * they are the matrix's columns, or more. Then some in the middle belong to both, and x has zeros
 * for them in one.
 */
void bb_multiply_halves(float *out, const bb_activations *x, const bb_matrix *matrix);

/* normed = left + right; both: (tokens, width), `stride` floats from row to row. */
void bb_batch_add_halves(const bb_batch *batch, const float *left, const float *right,
                         size_t stride);

#endif

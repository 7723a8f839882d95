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

#include "bb_parallel.h"
#include "forward_parts.h"

enum { BB_HALVES = 2 };

/* Attention and the feed-forward network of a layer with halves have so many bytes of weights each,
 * at most, and so many of keys and values are read side by side. What takes longer gains nothing,
 * and a half of it is much to do again when a processor is late. */
#define BB_HALVES_BYTES ((size_t)1 << 20)

/* Bytes of a matrix. */
static inline size_t bb_bytes_of(const bb_matrix *matrix)
{
    return bb_matrix_bytes(matrix->type, matrix->rows, matrix->cols);
}

/*
 * normed = left columns * left half of x + right columns * right half of x, as one piece of work.
 * A half is x->cols / 2 columns, of whole blocks: together they are the matrix's columns, or more.
 * Then some in the middle belong to both, and x has zeros for them in one. Overwrites
 * `hidden_scratch`.
 */
void bb_batch_multiply_halves(const bb_batch *batch, const bb_activations *x,
                              const bb_matrix *matrix);

/* For a batch of a side: normed = item 0 + item 1 of a work on which both sides meet. */
void bb_batch_meet_on_halves(const bb_batch *batch, const bb_work *work);

#endif

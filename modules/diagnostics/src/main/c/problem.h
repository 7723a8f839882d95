/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROBLEM_H
#define PROBLEM_H

/* Products of random and adversarial weights and vectors, with what must come out: for any type of
 * weights, made from what bb_weights.h says of its panels. */
#include "bb_matmul.h"

typedef enum bb_problem_pattern {
    BB_PROBLEM_UNIFORM,    /* from -1 to 1; quants of all sizes */
    BB_PROBLEM_MAGNITUDES, /* many powers of two, so that rounding and cancellation bite */
    BB_PROBLEM_DENORMALS,  /* products below the normal range */
    BB_PROBLEM_SPECIAL, /* uniform, with a NaN in the last row, an infinity or NaN in the first */
    BB_PROBLEM_PATTERNS
} bb_problem_pattern;

/* What a sum must be, and how far it may be off. */
typedef struct bb_problem_sum {
    double value;
    double tolerance;
} bb_problem_sum;

/* At most 11 panels; panels * tokens at most 68, panels * cols 352, cols * tokens 544. */
typedef struct bb_problem_size {
    size_t panels;
    size_t cols; /* that the type can have */
    size_t tokens;
} bb_problem_size;

/*
 * Makes a problem: operands in static memory, valid until the next call; out is not set. What lies
 * before and behind the operands is NaN.
 */
bb_matmul_args bb_problem_make(const bb_weight_type *type, bb_problem_size size,
                               bb_problem_pattern pattern);

/*
 * The sums of the problem that was made last, (tokens, 16 * panels), with the tolerance
 *
 *     (cols + 2) * 2^-24 * sum of |w[c] * x[c]| + cols * 2^-149
 *
 * where sums are taken in double: what any order of float32 additions satisfies (Higham, Accuracy
 * and Stability of Numerical Algorithms, 3.1); the second term is for products below the normal
 * range.
 */
const bb_problem_sum *bb_problem_solve(const bb_weight_type *type, const bb_matmul_args *args);

#endif

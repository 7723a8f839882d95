/* SPDX-License-Identifier: Apache-2.0 */
/* The product of a weight matrix and a vector: what every matrix kernel takes. */
#ifndef BB_MATMUL_H
#define BB_MATMUL_H

#include <stddef.h>

/*
 * out[r] = sum over c of weights[r * stride + c] * x[c], for r in [0, rows) and c in [0, cols).
 *
 * Any rows and cols, zero included. Pointers need the alignment of their elements only (4 bytes for
 * float). A kernel touches no byte outside out[0..rows), x[0..cols) and columns [0, cols) of each
 * row; out must not overlap the others. A NaN or infinity in the data reaches the sum that it
 * belongs to, as IEEE 754 says. The order of the additions, so the rounding, is the kernel's own.
 */
typedef struct bb_matmul_args {
    float *out;          /* rows elements, written */
    const float *x;      /* cols elements */
    const void *weights; /* rows x cols, row by row; the element type is the kernel's */
    size_t rows;
    size_t cols;
    size_t stride; /* from one row to the next, in elements; at least cols */
} bb_matmul_args;

/*
 * A matrix kernel. It follows the Microsoft x64 calling convention in every build, so that the same
 * assembly serves the UEFI application and the native tests. Cannot fail.
 */
typedef void __attribute__((ms_abi)) bb_matmul_fn(const bb_matmul_args *args);

/* The product by the kernel that was chosen for this processor: the matmul capability. */
void bb_matmul_run(const bb_matmul_args *args);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#include "matmul_kernels.h"

/*
 * Products of two floats are exact in double, and a sum of n of them is off by at most about
 * n * 2^-53 of the sum of their magnitudes: far below what a float result can show.
 */
void __attribute__((ms_abi)) bb_matmul_reference_f32(const bb_matmul_args *args)
{
    const float *row = args->weights;
    for (size_t r = 0; r < args->rows; r++) {
        double sum = 0.0;
        for (size_t c = 0; c < args->cols; c++) {
            sum += (double)row[c] * (double)args->x[c];
        }
        args->out[r] = (float)sum;
        /* No step past the last row: that pointer need not exist. */
        if (r + 1 < args->rows) {
            row += args->stride;
        }
    }
}

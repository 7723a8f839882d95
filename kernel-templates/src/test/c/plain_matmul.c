/* SPDX-License-Identifier: Apache-2.0 */
/* The matmul capability for native tests: the definition as it stands. */
#include "bb_matmul.h"

void bb_matmul_run(const bb_matmul_args *args)
{
    const float *weights = args->weights;
    for (size_t row = 0; row < args->rows; row++) {
        float sum = 0.0f;
        for (size_t col = 0; col < args->cols; col++) {
            sum += weights[row * args->stride + col] * args->x[col];
        }
        args->out[row] = sum;
    }
}

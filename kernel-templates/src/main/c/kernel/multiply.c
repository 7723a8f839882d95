/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_matmul.h"
#include "forward_parts.h"

void bb_multiply(float *out, const bb_matrix *matrix, const float *x)
{
    bb_matmul_run(&(bb_matmul_args){
        .out = out,
        .x = x,
        .weights = matrix->data,
        .rows = matrix->rows,
        .cols = matrix->cols,
        .stride = matrix->stride,
    });
}

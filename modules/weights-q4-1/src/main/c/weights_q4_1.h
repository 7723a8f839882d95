/* SPDX-License-Identifier: Apache-2.0 */
/* Weights of type Q4_1. */
#ifndef WEIGHTS_Q4_1_H
#define WEIGHTS_Q4_1_H

#include "bb_matmul.h"

/* bb_weight_type.pack and unpack. */
void bb_weights_q4_1_pack(void *panel, const void *source, size_t row_bytes, size_t rows,
                          size_t cols);
void bb_weights_q4_1_unpack(float *out, const void *panel, size_t row, size_t cols);

/* Plain C, exact dot products of blocks, sums in double. */
bb_matmul_fn bb_weights_q4_1_reference;

#endif

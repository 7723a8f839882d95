/* SPDX-License-Identifier: Apache-2.0 */
/* Weights in bfloat16 precision. */
#ifndef WEIGHTS_BF16_H
#define WEIGHTS_BF16_H

#include "bb_matmul.h"

/* bb_weight_type.pack and unpack. */
void bb_weights_bf16_pack(void *panel, const void *source, size_t row_bytes, size_t rows,
                          size_t cols);
void bb_weights_bf16_unpack(float *out, const void *panel, size_t row, size_t cols);

/* Plain C, sums in double. */
bb_matmul_fn bb_weights_bf16_reference;

#endif

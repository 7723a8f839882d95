/* SPDX-License-Identifier: Apache-2.0 */
/* Float32 weights. */
#ifndef WEIGHTS_F32_H
#define WEIGHTS_F32_H

#include "bb_matmul.h"

/* bb_weight_type.pack and unpack. */
void bb_matmul_pack_f32(void *panel, const void *source, size_t row_bytes, size_t rows,
                        size_t cols);
void bb_matmul_unpack_f32(float *out, const void *panel, size_t row, size_t cols);

/* Plain C, sums in double. */
bb_matmul_fn bb_matmul_reference_f32;

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#include "weights_f32.h"

#include "elements.h"

static inline float element(const void *panel, size_t index)
{
    return ((const float *)panel)[index];
}

void bb_matmul_pack_f32(void *panel, const void *source, size_t row_bytes, size_t rows, size_t cols)
{
    bb_elements_pack(panel, source, row_bytes, rows, cols, sizeof(float));
}

void bb_matmul_unpack_f32(float *out, const void *panel, size_t row, size_t cols)
{
    bb_elements_unpack(out, panel, row, cols, element);
}

void __attribute__((ms_abi)) bb_matmul_reference_f32(const bb_matmul_args *args)
{
    bb_elements_multiply(args, element);
}

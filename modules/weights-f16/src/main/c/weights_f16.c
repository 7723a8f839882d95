/* SPDX-License-Identifier: Apache-2.0 */
#include "weights_f16.h"

#include "bb_half.h"
#include "elements.h"

static inline float element(const void *panel, size_t index)
{
    return bb_float_of_half(((const uint16_t *)panel)[index]);
}

void bb_weights_f16_pack(void *panel, const void *source, size_t row_bytes, size_t rows,
                         size_t cols)
{
    bb_elements_pack(panel, source, row_bytes, rows, cols, sizeof(uint16_t));
}

void bb_weights_f16_unpack(float *out, const void *panel, size_t row, size_t cols)
{
    bb_elements_unpack(out, panel, row, cols, element);
}

void __attribute__((ms_abi)) bb_weights_f16_reference(const bb_matmul_args *args)
{
    bb_elements_multiply(args, element);
}

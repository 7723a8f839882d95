/* SPDX-License-Identifier: Apache-2.0 */
#include "weights_q4_1.h"

#include "blocks.h"

static const bb_blocks_type q4_1 = {
    .type = BB_DTYPE_Q4_1, .quant_bytes = 16, .has_minimum = true, .quant = bb_blocks_nibble};

void bb_weights_q4_1_pack(void *panel, const void *source, size_t row_bytes, size_t rows,
                          size_t cols)
{
    bb_blocks_pack(&q4_1, panel, source, row_bytes, rows, cols);
}

void bb_weights_q4_1_unpack(float *out, const void *panel, size_t row, size_t cols)
{
    bb_blocks_unpack(&q4_1, out, panel, row, cols);
}

void __attribute__((ms_abi)) bb_weights_q4_1_reference(const bb_matmul_args *args)
{
    bb_blocks_multiply(&q4_1, args);
}

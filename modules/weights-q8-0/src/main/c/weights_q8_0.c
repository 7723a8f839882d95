/* SPDX-License-Identifier: Apache-2.0 */
#include "weights_q8_0.h"

#include "blocks.h"

static int quant(const uint8_t *block, size_t row, size_t col)
{
    return (int8_t)block[bb_blocks_place(row, col)];
}

static const bb_blocks_type q8_0 = {.type = BB_DTYPE_Q8_0, .quant_bytes = 32, .quant = quant};

void bb_weights_q8_0_pack(void *panel, const void *source, size_t row_bytes, size_t rows,
                          size_t cols)
{
    bb_blocks_pack(&q8_0, panel, source, row_bytes, rows, cols);
}

void bb_weights_q8_0_unpack(float *out, const void *panel, size_t row, size_t cols)
{
    bb_blocks_unpack(&q8_0, out, panel, row, cols);
}

void __attribute__((ms_abi)) bb_weights_q8_0_reference(const bb_matmul_args *args)
{
    bb_blocks_multiply(&q8_0, args);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "weights_q4_0.h"

#include "blocks.h"

/* 8 stands for 0. */
static int quant(const uint8_t *block, size_t row, size_t col)
{
    return bb_blocks_nibble(block, row, col) - 8;
}

static const bb_blocks_type q4_0 = {.type = BB_DTYPE_Q4_0, .quant_bytes = 16, .quant = quant};

void bb_weights_q4_0_pack(void *panel, const void *source, size_t row_bytes, size_t rows,
                          size_t cols)
{
    bb_blocks_pack(&q4_0, panel, source, row_bytes, rows, cols);
}

void bb_weights_q4_0_unpack(float *out, const void *panel, size_t row, size_t cols)
{
    bb_blocks_unpack(&q4_0, out, panel, row, cols);
}

void __attribute__((ms_abi)) bb_weights_q4_0_reference(const bb_matmul_args *args)
{
    bb_blocks_multiply(&q4_0, args);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "weights_q4_0.h"

#include "blocks.h"

#define QUANT_BYTES 16 /* of a row's block */

/* The low halves of the bytes are the first 16 columns, the high ones the rest; 8 stands for 0. */
static inline int quant(const uint8_t *block, size_t row, size_t col)
{
    uint8_t byte = block[bb_blocks_place(row, col % QUANT_BYTES)];
    return (col < QUANT_BYTES ? byte & 0xf : byte >> 4) - 8;
}

void bb_weights_q4_0_pack(void *panel, const void *source, size_t row_bytes, size_t rows,
                          size_t cols)
{
    bb_blocks_pack(panel, source, row_bytes, rows, cols, QUANT_BYTES);
}

void bb_weights_q4_0_unpack(float *out, const void *panel, size_t row, size_t cols)
{
    bb_blocks_unpack(out, panel, row, cols, QUANT_BYTES, quant);
}

void __attribute__((ms_abi)) bb_weights_q4_0_reference(const bb_matmul_args *args)
{
    bb_blocks_multiply(args, BB_DTYPE_Q4_0, QUANT_BYTES, quant);
}

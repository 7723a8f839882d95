/* SPDX-License-Identifier: Apache-2.0 */
#include "weights_q8_0.h"

#include "blocks.h"

#define QUANT_BYTES 32 /* of a row's block */

static inline int quant(const uint8_t *block, size_t row, size_t col)
{
    return (int8_t)block[bb_blocks_place(row, col)];
}

void bb_weights_q8_0_pack(void *panel, const void *source, size_t row_bytes, size_t rows,
                          size_t cols)
{
    bb_blocks_pack(panel, source, row_bytes, rows, cols, QUANT_BYTES);
}

void bb_weights_q8_0_unpack(float *out, const void *panel, size_t row, size_t cols)
{
    bb_blocks_unpack(out, panel, row, cols, QUANT_BYTES, quant);
}

void __attribute__((ms_abi)) bb_weights_q8_0_reference(const bb_matmul_args *args)
{
    bb_blocks_multiply(args, BB_DTYPE_Q8_0, QUANT_BYTES, quant);
}

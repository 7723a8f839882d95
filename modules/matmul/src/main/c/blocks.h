/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the types of weights have in common whose panels hold blocks of quants (Q8_0, Q4_0), for the
 * modules that bring such a type. The functions are inlined, so that sizes and conversions are
 * constants where they are used.
 *
 * A block of a row is, in GGUF's order, a float16 scale and 32 or 16 bytes of quants. A panel has
 * all scales first; its quants are those bytes, four of each row in turn.
 */
#ifndef BLOCKS_H
#define BLOCKS_H

#include <stddef.h>
#include <stdint.h>

#include "bb_half.h"
#include "bb_matmul.h"
#include "bb_weights.h"

#define BB_BLOCKS_GROUP 4 /* bytes of a row that lie side by side */

/*
 * A quant of a row of a panel. `block` holds the block's bytes of all 16 rows; column 0 to 31 in
 * it.
 */
typedef int bb_quant(const uint8_t *block, size_t row, size_t col);

/* The place of byte `byte` of a row's quants among the block's bytes of all rows. */
static inline size_t bb_blocks_place(size_t row, size_t byte)
{
    return (byte / BB_BLOCKS_GROUP * BB_PANEL_ROWS + row) * BB_BLOCKS_GROUP +
           byte % BB_BLOCKS_GROUP;
}

/* Bytes of a panel's scales, with their padding. */
static inline size_t bb_blocks_scale_bytes(size_t cols)
{
    size_t bytes = cols / BB_BLOCK * BB_PANEL_ROWS * sizeof(uint16_t);
    return bytes + -bytes % BB_PANEL_ALIGNMENT;
}

/* A panel's quants; `quant_bytes` is what a block of one row has. */
static inline const uint8_t *bb_blocks_quants(const void *panel, size_t cols, size_t block,
                                              size_t quant_bytes)
{
    const uint8_t *quants = (const uint8_t *)panel + bb_blocks_scale_bytes(cols);
    return quants + block * quant_bytes * BB_PANEL_ROWS;
}

static inline float bb_blocks_scale(const void *panel, size_t block, size_t row)
{
    return bb_float_of_half(((const uint16_t *)panel)[block * BB_PANEL_ROWS + row]);
}

/* bb_weight_type.pack. */
static inline void bb_blocks_pack(void *panel, const void *source, size_t row_bytes, size_t rows,
                                  size_t cols, size_t quant_bytes)
{
    size_t blocks = cols / BB_BLOCK;
    size_t scale_bytes = bb_blocks_scale_bytes(cols);
    uint16_t *scales = panel;
    uint8_t *quants = (uint8_t *)panel + scale_bytes;
    /* Missing rows and the scales' padding stay zero. */
    __builtin_memset(panel, 0, scale_bytes + blocks * quant_bytes * BB_PANEL_ROWS);
    for (size_t row = 0; row < rows; row++) {
        const uint8_t *from = (const uint8_t *)source + row * row_bytes;
        for (size_t block = 0; block < blocks; block++) {
            uint8_t *to = quants + block * quant_bytes * BB_PANEL_ROWS;
            __builtin_memcpy(&scales[block * BB_PANEL_ROWS + row], from, sizeof *scales);
            from += sizeof *scales;
            for (size_t byte = 0; byte < quant_bytes; byte++) {
                to[bb_blocks_place(row, byte)] = *from++;
            }
        }
    }
}

/* bb_weight_type.unpack. */
static inline void bb_blocks_unpack(float *out, const void *panel, size_t row, size_t cols,
                                    size_t quant_bytes, bb_quant *quant)
{
    for (size_t col = 0; col < cols; col++) {
        size_t block = col / BB_BLOCK;
        const uint8_t *quants = bb_blocks_quants(panel, cols, block, quant_bytes);
        out[col] = bb_blocks_scale(panel, block, row) * (float)quant(quants, row, col % BB_BLOCK);
    }
}

/*
 * The kernel that others are tested against: dot products of blocks in integers, which is exact,
 * and their sum in double. The scales' product has 35 significant bits, so that a block's term has
 * a relative error of 2^-53.
 */
static inline float bb_blocks_dot(const bb_matmul_args *args, const void *panel, size_t row,
                                  size_t token, size_t quant_bytes, bb_quant *quant)
{
    double sum = 0.0;
    for (size_t block = 0; block < args->cols / BB_BLOCK; block++) {
        const uint8_t *quants = bb_blocks_quants(panel, args->cols, block, quant_bytes);
        size_t of_token = block * args->tokens + token;
        const int8_t *x = args->quants + of_token * BB_BLOCK;
        int dot = 0;
        for (size_t col = 0; col < BB_BLOCK; col++) {
            dot += quant(quants, row, col) * x[col];
        }
        double scale = (double)bb_blocks_scale(panel, block, row) * (double)args->scales[of_token];
        sum += dot * scale;
    }
    return (float)sum;
}

/* All rows of all panels for all tokens. */
static inline void bb_blocks_multiply(const bb_matmul_args *args, bb_dtype type, size_t quant_bytes,
                                      bb_quant *quant)
{
    size_t panel_bytes = bb_panel_bytes(type, args->cols);
    for (size_t panel = 0; panel < args->panels; panel++) {
        const char *weights = (const char *)args->weights + panel * panel_bytes;
        for (size_t token = 0; token < args->tokens; token++) {
            float *out = args->out + token * args->out_stride + panel * BB_PANEL_ROWS;
            for (size_t row = 0; row < BB_PANEL_ROWS; row++) {
                out[row] = bb_blocks_dot(args, weights, row, token, quant_bytes, quant);
            }
        }
    }
}

#endif

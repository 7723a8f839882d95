/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the types of weights have in common whose panels hold blocks of quants (Q8_0, Q4_0, Q4_1),
 * for the modules that bring such a type. The functions are inlined, so that sizes and conversions
 * are constants where they are used.
 *
 * A block of a row is, in GGUF's order, a float16 scale, of some types a float16 minimum, and 32 or
 * 16 bytes of quants. A panel has all scales (and minima) first; its quants are those bytes, four
 * of each row in turn.
 */
#ifndef BLOCKS_H
#define BLOCKS_H

#include <stdbool.h>
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

/* A type. */
typedef struct bb_blocks_type {
    bb_dtype type;
    size_t quant_bytes; /* of a row's block */
    bool has_minimum;   /* value = scale * quant + minimum */
    bb_quant *quant;
} bb_blocks_type;

/* The place of byte `byte` of a row's quants among the block's bytes of all rows. */
static inline size_t bb_blocks_place(size_t row, size_t byte)
{
    return (byte / BB_BLOCKS_GROUP * BB_PANEL_ROWS + row) * BB_BLOCKS_GROUP +
           byte % BB_BLOCKS_GROUP;
}

/* A quant of 4 bits, not negative. The low halves of the bytes are the first 16 columns, the high
 * ones the rest. */
static inline int bb_blocks_nibble(const uint8_t *block, size_t row, size_t col)
{
    uint8_t byte = block[bb_blocks_place(row, col % (BB_BLOCK / 2))];
    return col < BB_BLOCK / 2 ? byte & 0xf : byte >> 4;
}

/* A panel's quants of a block; `quants_at`: bb_values_at, or bb_matmul_args.quants_at. */
static inline const uint8_t *bb_blocks_quants(const bb_blocks_type *type, const void *panel,
                                              size_t quants_at, size_t block)
{
    return (const uint8_t *)panel + quants_at + block * type->quant_bytes * BB_PANEL_ROWS;
}

/* Where a panel has the scale of a row's block (number 0) or its minimum (number 1). */
static inline size_t bb_blocks_half_at(const bb_blocks_type *type, size_t block, size_t number,
                                       size_t row)
{
    return (block * bb_block_halves(type->type) + number) * BB_PANEL_ROWS + row;
}

static inline float bb_blocks_scale(const bb_blocks_type *type, const void *panel, size_t block,
                                    size_t row)
{
    return bb_float_of_half(((const uint16_t *)panel)[bb_blocks_half_at(type, block, 0, row)]);
}

/* Of a type that has one. */
static inline float bb_blocks_minimum(const bb_blocks_type *type, const void *panel, size_t block,
                                      size_t row)
{
    return bb_float_of_half(((const uint16_t *)panel)[bb_blocks_half_at(type, block, 1, row)]);
}

/* bb_weight_type.pack. */
static inline void bb_blocks_pack(const bb_blocks_type *type, void *panel, const void *source,
                                  size_t row_bytes, size_t rows, size_t cols)
{
    size_t blocks = cols / BB_BLOCK;
    size_t scale_bytes = bb_values_at(type->type, cols);
    uint16_t *scales = panel;
    uint8_t *quants = (uint8_t *)panel + scale_bytes;
    /* Missing rows and the scales' padding stay zero. */
    __builtin_memset(panel, 0, scale_bytes + blocks * type->quant_bytes * BB_PANEL_ROWS);
    for (size_t row = 0; row < rows; row++) {
        const uint8_t *from = (const uint8_t *)source + row * row_bytes;
        for (size_t block = 0; block < blocks; block++) {
            uint8_t *to = quants + block * type->quant_bytes * BB_PANEL_ROWS;
            for (size_t half = 0; half < bb_block_halves(type->type); half++) {
                uint16_t *scale = &scales[bb_blocks_half_at(type, block, half, row)];
                __builtin_memcpy(scale, from, sizeof *scale);
                from += sizeof *scale;
            }
            for (size_t byte = 0; byte < type->quant_bytes; byte += BB_BLOCKS_GROUP) {
                __builtin_memcpy(to + bb_blocks_place(row, byte), from, BB_BLOCKS_GROUP);
                from += BB_BLOCKS_GROUP;
            }
        }
    }
}

/* bb_weight_type.unpack: the bits that ggml's dequantize_row_* functions have. */
static inline void bb_blocks_unpack(const bb_blocks_type *type, float *out, const void *panel,
                                    size_t row, size_t cols)
{
    size_t quants_at = bb_values_at(type->type, cols);
    for (size_t block = 0; block < cols / BB_BLOCK; block++, out += BB_BLOCK) {
        const uint8_t *quants = bb_blocks_quants(type, panel, quants_at, block);
        float scale = bb_blocks_scale(type, panel, block, row);
        float minimum = type->has_minimum ? bb_blocks_minimum(type, panel, block, row) : 0.0f;
        for (size_t col = 0; col < BB_BLOCK; col++) {
            out[col] = scale * (float)type->quant(quants, row, col);
            if (type->has_minimum) {
                out[col] += minimum;
            }
        }
    }
}

/*
 * The kernel that others are tested against: dot products and sums of blocks in integers, which is
 * exact, and their sum in double. The products of scales have 35 significant bits, so that a
 * block's terms have a relative error of 2^-53.
 */
static inline float bb_blocks_dot(const bb_blocks_type *type, const bb_matmul_args *args,
                                  const void *panel, size_t row, size_t token)
{
    double sum = 0.0;
    for (size_t block = 0; block < args->cols / BB_BLOCK; block++) {
        const uint8_t *quants = bb_blocks_quants(type, panel, args->quants_at, block);
        size_t of_token = block * args->tokens + token;
        const int8_t *x = args->quants + of_token * BB_BLOCK;
        double scale = (double)args->scales[of_token];
        int dot = 0, x_sum = 0;
        for (size_t col = 0; col < BB_BLOCK; col++) {
            dot += type->quant(quants, row, col) * x[col];
            x_sum += x[col];
        }
        sum += dot * ((double)bb_blocks_scale(type, panel, block, row) * scale);
        if (type->has_minimum) {
            sum += x_sum * ((double)bb_blocks_minimum(type, panel, block, row) * scale);
        }
    }
    return (float)sum;
}

/* All rows of all panels for all tokens. */
static inline void bb_blocks_multiply(const bb_blocks_type *type, const bb_matmul_args *args)
{
    for (size_t panel = 0; panel < args->panels; panel++) {
        const char *weights = (const char *)args->weights + panel * args->panel_bytes;
        for (size_t token = 0; token < args->tokens; token++) {
            float *out = args->out + token * args->out_stride + panel * BB_PANEL_ROWS;
            for (size_t row = 0; row < BB_PANEL_ROWS; row++) {
                out[row] = bb_blocks_dot(type, args, weights, row, token);
            }
        }
    }
}

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_WEIGHTS_H
#define BB_WEIGHTS_H

/*
 * Types of weights, and how a matrix lies in memory: in panels.
 *
 * A panel holds BB_PANEL_ROWS adjacent rows, interleaved so that one vector register takes the same
 * columns of all of them: a matrix kernel then reads one contiguous stream and never adds across
 * the lanes of a register. Missing rows of the last panel are zero. Panels follow each other
 * without a gap, and each starts on a multiple of BB_PANEL_ALIGNMENT bytes.
 *
 *   F32         cols x 16 floats: for each column, the values of the 16 rows
 *   F16, BF16   cols x 16 halves, likewise
 *   Q8_0, Q4_0, Q4_1
 *               the scales, then the quants:
 *               scales: blocks x 16 float16, padded with zeros to a multiple of 64 bytes;
 *                     Q4_1: blocks x 2 x 16 float16: for each block the scales of the 16 rows, then
 *                     their minima;
 *               Q8_0: blocks x 8 x 16 x 4 int8: for each block, for each group of 4 columns, for
 *                     each row, the 4 quants;
 *               Q4_0, Q4_1: blocks x 4 x 16 x 4 bytes: for each block, for group g of 4, for each
 *                     row, 4 bytes; byte i has column 4g + i in its low half, 16 + 4g + i in its
 *                     high half, each the quant (from 0), of Q4_0 the quant plus 8
 *
 * A block is 32 columns that share a scale; value = scale * quant, of Q4_1 scale * quant + minimum
 * (GGUF's block formats, with the same bytes in another order). Their columns are a multiple of 32.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BB_PANEL_ROWS 16
#define BB_PANEL_ALIGNMENT 64
#define BB_BLOCK 32 /* columns that share a scale */

/* Those of blocks stand behind the others. */
typedef enum bb_dtype {
    BB_DTYPE_F32,
    BB_DTYPE_F16,
    BB_DTYPE_BF16,
    BB_DTYPE_Q8_0,
    BB_DTYPE_Q4_0,
    BB_DTYPE_Q4_1,
    BB_DTYPE_COUNT
} bb_dtype;

/* A type of weights that is installed. */
typedef struct bb_weight_type {
    const char *name; /* GGUF's: "Q8_0" */
    bb_dtype type;
    bool quantized; /* kernels take the other factor as int8 blocks, see bb_activations.h */

    /*
     * Packs `rows` rows (1 to 16), row-major with `row_bytes` from one to the next, in GGUF's byte
     * order, into one panel. No alignment of `source` is needed.
     */
    void (*pack)(void *panel, const void *source, size_t row_bytes, size_t rows, size_t cols);

    /* The values of one row, 0 to 15, of a panel. */
    void (*unpack)(float *out, const void *panel, size_t row, size_t cols);
} bb_weight_type;

/* The type if it is installed, else NULL. */
const bb_weight_type *bb_weight_type_of(bb_dtype type);

/* GGUF's name of a type, installed or not: "Q8_0". */
const char *bb_dtype_name(bb_dtype type);

/* Panels of a matrix. */
static inline size_t bb_panels(size_t rows)
{
    return rows / BB_PANEL_ROWS + (rows % BB_PANEL_ROWS != 0);
}

/* Bits of an element, or of a quant. */
static inline size_t bb_value_bits(bb_dtype type)
{
    static const uint8_t bits[BB_DTYPE_COUNT] = {32, 16, 16, 8, 4, 4};
    return bits[type];
}

/* float16 numbers of a row's block: its scale, its minimum; 0 for types without blocks. */
static inline size_t bb_block_halves(bb_dtype type)
{
    static const uint8_t halves[BB_DTYPE_COUNT] = {0, 0, 0, 1, 1, 2};
    return halves[type];
}

/* Bytes of the scales and minima of so many columns of a panel, without padding. */
static inline size_t bb_scale_bytes(bb_dtype type, size_t cols)
{
    return cols / BB_BLOCK * bb_block_halves(type) * BB_PANEL_ROWS * sizeof(uint16_t);
}

/* Bytes of the elements, or quants, of so many columns of a panel, likewise. */
static inline size_t bb_value_bytes(bb_dtype type, size_t cols)
{
    return cols * bb_value_bits(type) * BB_PANEL_ROWS / 8;
}

static inline size_t bb_panel_aligned(size_t bytes)
{
    return (bytes + BB_PANEL_ALIGNMENT - 1) & ~(size_t)(BB_PANEL_ALIGNMENT - 1);
}

/* Bytes of a panel in front of its elements, or quants. */
static inline size_t bb_values_at(bb_dtype type, size_t cols)
{
    return bb_panel_aligned(bb_scale_bytes(type, cols));
}

/* Bytes of one panel; cols at most 2^20, a multiple of the type's block. */
static inline size_t bb_panel_bytes(bb_dtype type, size_t cols)
{
    return bb_values_at(type, cols) + bb_panel_aligned(bb_value_bytes(type, cols));
}

/* Bytes of a matrix. */
static inline size_t bb_matrix_bytes(bb_dtype type, size_t rows, size_t cols)
{
    return bb_panels(rows) * bb_panel_bytes(type, cols);
}

/* Bytes of a row in GGUF's order. */
static inline size_t bb_row_bytes(bb_dtype type, size_t cols)
{
    return (cols * bb_value_bits(type) + cols / BB_BLOCK * bb_block_halves(type) * 16) / 8;
}

/* Whether a matrix of a type can have so many columns. */
static inline bool bb_dtype_fits(bb_dtype type, size_t cols)
{
    return type < BB_DTYPE_Q8_0 || cols % BB_BLOCK == 0;
}

#endif

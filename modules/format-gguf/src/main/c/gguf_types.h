/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GGUF_TYPES_H
#define GGUF_TYPES_H

/*
 * The types of tensors that are read: how their blocks lie in the file, and what becomes of them in
 * memory. F32, F16, BF16, Q8_0, Q4_0 and Q4_1 keep their bits. Q4_K becomes Q4_1: it keeps its
 * quants, and its scales and minima are rounded to float16. The others become Q8_0: Q5_0 and
 * IQ4_NL, whose quants fit into 8 bits, keep their values too, the rest are rounded once more.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bb_weights.h"

/* Values of the longest block. */
#define GGUF_LONGEST_BLOCK 256

typedef struct gguf_type {
    const char *name;
    uint16_t values;      /* of a block */
    uint16_t bytes;       /* of a block */
    bb_dtype loaded;      /* the type in memory */
    uint8_t scales;       /* float16 numbers of a block: 0 to 2 */
    uint8_t scales_at[2]; /* bytes of the block in front of each */

    /* The values of one block, bit for bit as ggml's dequantize_row_* functions have them. No
     * alignment is needed. */
    void (*to_floats)(float *out, const uint8_t *block);
} gguf_type;

/* A type by ggml's number; NULL if tensors of it are not read. */
const gguf_type *bb_format_gguf_type_of(uint32_t number);

/* ggml's name of a type, read or not: "IQ2_XS"; NULL if it is not known at all. */
const char *bb_format_gguf_ggml_name(uint32_t number);

/* Bytes of a row, whose columns are whole blocks. */
static inline size_t gguf_row_bytes(const gguf_type *type, size_t cols)
{
    return cols / type->values * type->bytes;
}

/* Whether all values of a row are finite numbers. */
bool bb_format_gguf_is_finite(const gguf_type *type, const uint8_t *row, size_t cols);

/* All values of a row. */
void bb_format_gguf_row_to_floats(const gguf_type *type, float *out, const uint8_t *row,
                                  size_t cols);

#endif

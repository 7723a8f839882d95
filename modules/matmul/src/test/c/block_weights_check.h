/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BLOCK_WEIGHTS_CHECK_H
#define BLOCK_WEIGHTS_CHECK_H

/* What tests of all types of weights whose rows are blocks of quants have in common: random rows,
 * packed, against what bb_weights.h says of their panels and GGUF of their values. */
#include "bb_matmul.h"

typedef struct tested_weights {
    bb_dtype type;
    size_t scale_bytes; /* of a block of a row: float16 scale, and minimum if it has one */
    size_t quant_bytes; /* behind them */
    void (*pack)(void *panel, const void *source, size_t row_bytes, size_t rows, size_t cols);
    void (*unpack)(float *out, const void *panel, size_t row, size_t cols);
    bb_matmul_fn *reference;
    /* As GGUF defines the type: a value, col 0 to 31, of a block of a row. */
    float (*value)(const uint8_t *block, size_t col);
} tested_weights;

/* A float16 at an address that need not be even. */
float half_at(const uint8_t *bytes);

/* Panels of 1 to 16 rows and of 0 to 768 columns are laid out as documented. */
void check_packing(const tested_weights *weights);

/* Rows come back as their values, and those that are missing as zeros. */
void check_unpacking(const tested_weights *weights);

/* The reference kernel multiplies several tokens. */
void check_multiplying(const tested_weights *weights);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TO_Q8_0_H
#define TO_Q8_0_H

/* Rows of the types that no matrix kernel reads, as Q8_0 in GGUF's order. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "gguf_types.h"

/*
 * 32 finite values as a block of Q8_0: ggml's reference, quantize_row_q8_0_ref. The greatest
 * magnitude must be 0 or 2^-100 at least. Returns false if the scale is too large for float16.
 */
bool bb_format_gguf_quantize_q8_0(uint8_t *block, const float *values);

/*
 * One row, whose values are finite and whose columns are whole blocks of its type, into
 * bb_row_bytes(BB_DTYPE_Q8_0, cols) bytes. Exact for Q5_0 and IQ4_NL. Returns false if a value is
 * too large.
 */
bool bb_format_gguf_to_q8_0(const gguf_type *type, uint8_t *out, const uint8_t *row, size_t cols);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TO_Q4_1_H
#define TO_Q4_1_H

/* Rows of Q4_K as Q4_1 in GGUF's order. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * One row of finite values, `cols` a multiple of 256, into bb_row_bytes(BB_DTYPE_Q4_1, cols) bytes.
 * Each group of 32 becomes a block with the same quants; its scale, d * scale, and its minimum,
 * -dmin * minimum, are rounded to float16: by 2^-11 of them, or 2^-25 where that is more. Returns
 * false if one of them is too large for float16.
 */
bool bb_format_gguf_q4_k_to_q4_1(uint8_t *out, const uint8_t *row, size_t cols);

#endif

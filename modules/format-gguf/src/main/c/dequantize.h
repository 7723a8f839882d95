/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DEQUANTIZE_H
#define DEQUANTIZE_H

/*
 * The values of one block of each of ggml's types (ggml-common.h describes their layouts), with
 * float operations in the order of ggml's dequantize_row_* functions, so that every bit is theirs.
 * `block` needs no alignment.
 */
#include <stdint.h>

/* One value. */
void bb_format_gguf_from_f32(float *out, const uint8_t *block);
void bb_format_gguf_from_f16(float *out, const uint8_t *block);
void bb_format_gguf_from_bf16(float *out, const uint8_t *block);

/* 32 values with one scale. */
void bb_format_gguf_from_q4_0(float *out, const uint8_t *block);
void bb_format_gguf_from_q4_1(float *out, const uint8_t *block);
void bb_format_gguf_from_q5_0(float *out, const uint8_t *block);
void bb_format_gguf_from_q5_1(float *out, const uint8_t *block);
void bb_format_gguf_from_q8_0(float *out, const uint8_t *block);
void bb_format_gguf_from_iq4_nl(float *out, const uint8_t *block);

/* 256 values with scales of their own for each 16 or 32. */
void bb_format_gguf_from_q2_k(float *out, const uint8_t *block);
void bb_format_gguf_from_q3_k(float *out, const uint8_t *block);
void bb_format_gguf_from_q4_k(float *out, const uint8_t *block);
void bb_format_gguf_from_q5_k(float *out, const uint8_t *block);
void bb_format_gguf_from_q6_k(float *out, const uint8_t *block);

/* What a group of 32 of Q4_K and Q5_K has: numbers of 6 bits, in units of the block's. */
typedef struct gguf_group {
    uint8_t scale;
    uint8_t least;
} gguf_group;

/* Group 0 to 7 of the 12 bytes that 8 of them are packed into. */
gguf_group bb_format_gguf_group(const uint8_t *packed, unsigned i);

/* The quants of 32 values as whole numbers, and the 16 values that IQ4_NL's stand for. */
void bb_format_gguf_quants_q5_0(int8_t *out, const uint8_t *block);
void bb_format_gguf_quants_iq4_nl(int8_t *out, const uint8_t *block);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Blocks of 32 values. Those of 4 bits lie in pairs: byte i has value i in its low half and value
 * 16 + i in its high half. A fifth bit is apart, in 32 bits for the block.
 */
#include "bb_bytes.h"
#include "dequantize.h"
#include "gguf_half.h"

enum { VALUES = 32, HALF = VALUES / 2 };

static uint16_t bits16(const uint8_t *at)
{
    uint16_t bits;
    memcpy(&bits, at, sizeof bits);
    return bits;
}

void bb_format_gguf_from_f32(float *out, const uint8_t *block)
{
    memcpy(out, block, sizeof *out);
}

void bb_format_gguf_from_f16(float *out, const uint8_t *block)
{
    *out = gguf_half_at(block);
}

void bb_format_gguf_from_bf16(float *out, const uint8_t *block)
{
    *out = bb_float_of_bfloat16(bits16(block));
}

void bb_format_gguf_from_q4_0(float *out, const uint8_t *block)
{
    const float scale = gguf_half_at(block);
    const uint8_t *pairs = block + 2;
    for (int i = 0; i < HALF; i++) {
        out[i] = (float)((pairs[i] & 15) - 8) * scale;
        out[HALF + i] = (float)((pairs[i] >> 4) - 8) * scale;
    }
}

void bb_format_gguf_from_q4_1(float *out, const uint8_t *block)
{
    const float scale = gguf_half_at(block), least = gguf_half_at(block + 2);
    const uint8_t *pairs = block + 4;
    for (int i = 0; i < HALF; i++) {
        out[i] = (float)(pairs[i] & 15) * scale + least;
        out[HALF + i] = (float)(pairs[i] >> 4) * scale + least;
    }
}

/* 32 numbers of 5 bits: the fifth ones first. */
static void five_bits(int8_t *out, const uint8_t *at)
{
    uint32_t fifth;
    memcpy(&fifth, at, sizeof fifth);
    const uint8_t *pairs = at + sizeof fifth;
    for (int i = 0; i < HALF; i++) {
        out[i] = (int8_t)((pairs[i] & 15) | (fifth >> i & 1) << 4);
        out[HALF + i] = (int8_t)(pairs[i] >> 4 | (fifth >> (HALF + i) & 1) << 4);
    }
}

void bb_format_gguf_quants_q5_0(int8_t *out, const uint8_t *block)
{
    five_bits(out, block + 2);
    for (int i = 0; i < VALUES; i++) {
        out[i] = (int8_t)(out[i] - 16);
    }
}

static void scaled(float *out, const int8_t *quants, float scale)
{
    for (int i = 0; i < VALUES; i++) {
        out[i] = (float)quants[i] * scale;
    }
}

void bb_format_gguf_from_q5_0(float *out, const uint8_t *block)
{
    int8_t quants[VALUES];
    bb_format_gguf_quants_q5_0(quants, block);
    scaled(out, quants, gguf_half_at(block));
}

void bb_format_gguf_from_q5_1(float *out, const uint8_t *block)
{
    const float scale = gguf_half_at(block), least = gguf_half_at(block + 2);
    int8_t quants[VALUES];
    five_bits(quants, block + 4);
    for (int i = 0; i < VALUES; i++) {
        out[i] = (float)quants[i] * scale + least;
    }
}

void bb_format_gguf_from_q8_0(float *out, const uint8_t *block)
{
    int8_t quants[VALUES];
    memcpy(quants, block + 2, sizeof quants);
    scaled(out, quants, gguf_half_at(block));
}

void bb_format_gguf_quants_iq4_nl(int8_t *out, const uint8_t *block)
{
    /* Closer together near 0, where most weights are. */
    static const int8_t values[16] = {-127, -104, -83, -65, -49, -35, -22, -10,
                                      1,    13,   25,  38,  53,  69,  89,  113};
    const uint8_t *pairs = block + 2;
    for (int i = 0; i < HALF; i++) {
        out[i] = values[pairs[i] & 15];
        out[HALF + i] = values[pairs[i] >> 4];
    }
}

void bb_format_gguf_from_iq4_nl(float *out, const uint8_t *block)
{
    int8_t quants[VALUES];
    bb_format_gguf_quants_iq4_nl(quants, block);
    scaled(out, quants, gguf_half_at(block));
}

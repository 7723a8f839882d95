/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Blocks of 256 values, ggml's K-quants. A group of 16 or 32 values has a scale of 4 to 8 bits, in
 * units of the block's; Q2_K, Q4_K and Q5_K subtract a minimum, coded likewise.
 *
 * Low bits of the quants lie in layers: a byte has the bits of values that are 32 apart (Q5_K and
 * Q6_K have more than one array of bits). Values are put together in the file's order.
 */
#include "bb_bytes.h"
#include "dequantize.h"
#include "gguf_half.h"

enum { VALUES = 256, GROUP = 16 };

/* Groups of 16: scale and minimum of 4 bits; quants of 2 bits, in layers of 32 within 128. */
void bb_format_gguf_from_q2_k(float *out, const uint8_t *block)
{
    const uint8_t *groups = block, *quants = block + 16;
    const float scale = gguf_half_at(block + 80), least = gguf_half_at(block + 82);
    for (unsigned i = 0; i < VALUES / GROUP; i++) {
        const uint8_t *from = quants + i / 8 * 32 + i % 2 * GROUP;
        unsigned layer = i / 2 % 4;
        float group_scale = scale * (float)(groups[i] & 15);
        float group_least = least * (float)(groups[i] >> 4);
        for (unsigned j = 0; j < GROUP; j++) {
            out[i * GROUP + j] = group_scale * (float)(from[j] >> 2 * layer & 3) - group_least;
        }
    }
}

/* 16 numbers of 6 bits in 12 bytes: of number i the low 4 bits in byte i % 8, the high ones in
 * byte 8 + i % 4. */
static int scale_of_q3_k(const uint8_t *scales, unsigned i)
{
    int low = i < 8 ? scales[i] & 15 : scales[i - 8] >> 4;
    int high = scales[8 + i % 4] >> i / 4 * 2 & 3;
    return low + 16 * high - 32;
}

/* Groups of 16: scale of 6 bits; quants as Q2_K's, minus 4 where their bit of the mask, which has
 * a byte for values that are 32 apart, is not set. */
void bb_format_gguf_from_q3_k(float *out, const uint8_t *block)
{
    const uint8_t *mask = block, *quants = block + 32, *scales = block + 96;
    const float scale = gguf_half_at(block + 108);
    for (unsigned i = 0; i < VALUES / GROUP; i++) {
        const uint8_t *from = quants + i / 8 * 32 + i % 2 * GROUP, *bits = mask + i % 2 * GROUP;
        unsigned layer = i / 2 % 4, bit = i / 2;
        float group_scale = scale * (float)scale_of_q3_k(scales, i);
        for (unsigned j = 0; j < GROUP; j++) {
            int quant = (from[j] >> 2 * layer & 3) + 4 * (bits[j] >> bit & 1) - 4;
            out[i * GROUP + j] = group_scale * (float)quant;
        }
    }
}

/* The first 4 pairs have their numbers in bytes of their own, whose upper 2 bits belong to the
 * others, as do the last 4 bytes. */
gguf_group bb_format_gguf_group(const uint8_t *packed, unsigned i)
{
    if (i < 4) {
        return (gguf_group){packed[i] & 63, packed[4 + i] & 63};
    }
    return (gguf_group){(uint8_t)((packed[4 + i] & 15) | packed[i - 4] >> 6 << 4),
                        (uint8_t)(packed[4 + i] >> 4 | packed[i] >> 6 << 4)};
}

/* Groups of 32: scale and minimum of 6 bits; quants of 4 bits, in layers of 32 within 64. */
void bb_format_gguf_from_q4_k(float *out, const uint8_t *block)
{
    const float scale = gguf_half_at(block), least = gguf_half_at(block + 2);
    const uint8_t *groups = block + 4, *quants = block + 16;
    for (unsigned i = 0; i < VALUES / 32; i++) {
        gguf_group group = bb_format_gguf_group(groups, i);
        float group_scale = scale * (float)group.scale, group_least = least * (float)group.least;
        for (unsigned j = 0; j < 32; j++) {
            int quant = quants[i / 2 * 32 + j] >> i % 2 * 4 & 15;
            out[i * 32 + j] = group_scale * (float)quant - group_least;
        }
    }
}

/* As Q4_K, with a fifth bit of each quant in a byte for values that are 32 apart. */
void bb_format_gguf_from_q5_k(float *out, const uint8_t *block)
{
    const float scale = gguf_half_at(block), least = gguf_half_at(block + 2);
    const uint8_t *groups = block + 4, *fifth = block + 16, *quants = block + 48;
    for (unsigned i = 0; i < VALUES / 32; i++) {
        gguf_group group = bb_format_gguf_group(groups, i);
        float group_scale = scale * (float)group.scale, group_least = least * (float)group.least;
        for (unsigned j = 0; j < 32; j++) {
            int quant = (quants[i / 2 * 32 + j] >> i % 2 * 4 & 15) + (fifth[j] >> i & 1) * 16;
            out[i * 32 + j] = group_scale * (float)quant - group_least;
        }
    }
}

/* Groups of 16: scale of 8 bits with a sign; quants of 6 bits minus 32, their low 4 bits in layers
 * of 64 and the high 2 in layers of 32, within 128. */
void bb_format_gguf_from_q6_k(float *out, const uint8_t *block)
{
    const uint8_t *low = block, *high = block + 128;
    const float scale = gguf_half_at(block + 208);
    int8_t scales[VALUES / GROUP];
    memcpy(scales, block + 192, sizeof scales);
    for (unsigned i = 0; i < VALUES / GROUP; i++) {
        unsigned half = i / 8, in_half = i % 8 * GROUP;
        const uint8_t *four = low + half * 64 + in_half % 64;
        const uint8_t *two = high + half * 32 + in_half % 32;
        unsigned four_shift = in_half / 64 * 4, two_shift = in_half / 32 * 2;
        float group_scale = scale * (float)scales[i];
        for (unsigned j = 0; j < GROUP; j++) {
            int quant = (four[j] >> four_shift & 15) | (two[j] >> two_shift & 3) << 4;
            out[i * GROUP + j] = group_scale * (float)(quant - 32);
        }
    }
}

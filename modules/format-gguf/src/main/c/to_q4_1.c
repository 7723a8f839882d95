/* SPDX-License-Identifier: Apache-2.0 */
#include "to_q4_1.h"

#include "bb_bytes.h"
#include "bb_half.h"
#include "dequantize.h"

enum {
    GROUPS = 8,
    GROUP = 32, /* values */
    GROUPS_AT = 4,
    QUANTS_AT = 16,
    Q4_K_BYTES = 144,
    Q4_1_BYTES = 20,
};

#define HALF_INFINITY 0x7c00

static float half_at(const uint8_t *at)
{
    uint16_t bits;
    memcpy(&bits, at, sizeof bits);
    return bb_float_of_half(bits);
}

static bool put_half(uint8_t *at, float value)
{
    const uint16_t half = bb_half_of_float(value);
    memcpy(at, &half, sizeof half);
    return (half & 0x7fff) < HALF_INFINITY;
}

/* Two groups share 32 bytes, one in the low halves and one in the high ones; a block of Q4_1 has
 * its first 16 values in the low halves of its 16 bytes. */
static void put_quants(uint8_t *out, const uint8_t *pairs, unsigned shift)
{
    for (unsigned i = 0; i < GROUP / 2; i++) {
        unsigned low = pairs[i] >> shift & 15, high = pairs[GROUP / 2 + i] >> shift & 15;
        out[i] = (uint8_t)(low | high << 4);
    }
}

static bool convert(uint8_t *out, const uint8_t *block)
{
    const float scale = half_at(block), least = half_at(block + 2);
    bool fits = true;
    for (unsigned i = 0; i < GROUPS; i++, out += Q4_1_BYTES) {
        const gguf_group group = bb_format_gguf_group(block + GROUPS_AT, i);
        fits &= put_half(out, scale * (float)group.scale);
        fits &= put_half(out + 2, -(least * (float)group.least));
        put_quants(out + 4, block + QUANTS_AT + i / 2 * GROUP, i % 2 * 4);
    }
    return fits;
}

bool bb_format_gguf_q4_k_to_q4_1(uint8_t *out, const uint8_t *row, size_t cols)
{
    bool fits = true;
    for (size_t col = 0; col < cols; col += (size_t)GROUPS * GROUP) {
        fits &= convert(out, row);
        out += (size_t)GROUPS * Q4_1_BYTES;
        row += Q4_K_BYTES;
    }
    return fits;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "to_q4_1.h"

#include "dequantize.h"
#include "gguf_half.h"

enum {
    GROUPS = 8,
    GROUP = 32, /* values */
    GROUPS_AT = 4,
    QUANTS_AT = 16,
    Q4_K_BYTES = 144,
    Q4_1_BYTES = 20,
};

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
    const float scale = gguf_half_at(block), least = gguf_half_at(block + 2);
    bool fits = true;
    for (unsigned i = 0; i < GROUPS; i++, out += Q4_1_BYTES) {
        const gguf_group group = bb_format_gguf_group(block + GROUPS_AT, i);
        fits &= gguf_put_half(out, scale * (float)group.scale);
        fits &= gguf_put_half(out + 2, -(least * (float)group.least));
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

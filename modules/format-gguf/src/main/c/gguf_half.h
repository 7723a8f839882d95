/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GGUF_HALF_H
#define GGUF_HALF_H

/* float16 numbers in blocks, at addresses that need not be even. */
#include <stdbool.h>
#include <stdint.h>

#include "bb_bytes.h"
#include "bb_half.h"

static inline float gguf_half_at(const uint8_t *at)
{
    uint16_t bits;
    memcpy(&bits, at, sizeof bits);
    return bb_float_of_half(bits);
}

/* Writes a number, rounded; false if it is too large for float16. */
static inline bool gguf_put_half(uint8_t *at, float value)
{
    const uint16_t infinity = 0x7c00;
    const uint16_t half = bb_half_of_float(value);
    memcpy(at, &half, sizeof half);
    return (half & 0x7fff) < infinity;
}

#endif

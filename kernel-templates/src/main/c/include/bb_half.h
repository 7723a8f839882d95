/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_HALF_H
#define BB_HALF_H

/* Half precision (binary16 of IEEE 754) and bfloat16 as single precision: exact, always. */
#include <stdint.h>

#include "bb_exp.h"

/*
 * Exponent and mantissa move to their places in a single, and a multiplication by 2^112 corrects
 * the exponent, denormals included. Infinity and NaN get the exponent that marks them in a single.
 */
static inline float bb_float_of_half(uint16_t half)
{
    uint32_t magnitude = (uint32_t)(half & 0x7fff) << 13;
    uint32_t sign = (uint32_t)(half & 0x8000) << 16;
    uint32_t bits = bb_float_bits(bb_float_of_bits(magnitude) * 0x1p112f);
    uint32_t special = (half & 0x7c00) == 0x7c00 ? 0x7f800000 : 0;
    return bb_float_of_bits(sign | bits | special);
}

/* A bfloat16 is the upper half of a single. */
static inline float bb_float_of_bfloat16(uint16_t value)
{
    return bb_float_of_bits((uint32_t)value << 16);
}

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_HALF_H
#define BB_HALF_H

/* Half precision (binary16 of IEEE 754) and bfloat16 as single precision, exact, always; and single
 * precision rounded to half. */
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

/*
 * The nearest half, even if there are two; infinity from 65520 on, a NaN for a NaN.
 *
 * A normal half's exponent is moved, and the bits that go are rounded by what is added: a carry
 * runs into the exponent as it should. A small number added to 0.5 has the unit of the denormal
 * halves, 2^-24, as its last bit: the addition rounds.
 */
static inline uint16_t bb_half_of_float(float value)
{
    uint32_t bits = bb_float_bits(value);
    uint32_t magnitude = bits & 0x7fffffff;
    uint32_t half;
    if (magnitude >= 0x47800000) { /* 65536 */
        half = magnitude > 0x7f800000 ? 0x7e00 : 0x7c00;
    } else if (magnitude >= 0x38800000) { /* 2^-14 */
        half = (magnitude - 0x38000000 + 0xfff + (magnitude >> 13 & 1)) >> 13;
    } else {
        half = bb_float_bits(bb_float_of_bits(magnitude) + 0.5f) - bb_float_bits(0.5f);
    }
    return (uint16_t)(bits >> 16 & 0x8000) | (uint16_t)half;
}

/* A bfloat16 is the upper half of a single. */
static inline float bb_float_of_bfloat16(uint16_t value)
{
    return bb_float_of_bits((uint32_t)value << 16);
}

#endif

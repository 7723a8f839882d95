/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_EXP_H
#define BB_EXP_H

/*
 * The exponential function as straight-line code, which the compiler turns into vector instructions
 * when a loop calls it. bb_expf of bb_math.h is the same function for single values.
 */
#include <stdint.h>

static inline uint32_t bb_float_bits(float value)
{
    uint32_t bits;
    __builtin_memcpy(&bits, &value, sizeof bits);
    return bits;
}

static inline float bb_float_of_bits(uint32_t bits)
{
    float value;
    __builtin_memcpy(&value, &bits, sizeof value);
    return value;
}

/*
 * e^x with an error below 1.5 ulp; 0 below -104, infinity above 88.8, NaN for NaN.
 *
 * x = n ln 2 + r with |r| <= ln 2 / 2; e^r = 1 + r + r^2 q(r), where q is the polynomial of degree
 * 4 with the least greatest relative error of e^r (found by Lawson's iteration). 2^n is multiplied
 * in two halves, since n reaches from -150 to 128 and an exponent does not.
 */
static inline float bb_exp_inline(float x)
{
    const float round_to_integer = 0x1.8p23f; /* adding it leaves the integer in the low bits */
    const float ln2_high = 0x1.62e4p-1f;      /* short, so that n * ln2_high is exact */
    const float ln2_low = 0x1.7f7d1cp-20f;

    x = x < -104.0f ? -104.0f : x;
    x = x > 89.0f ? 89.0f : x;
    float shifted = x * 0x1.715476p0f + round_to_integer;
    float n = shifted - round_to_integer;
    float r = (x - n * ln2_high) - n * ln2_low;

    float q = 0x1.6a23cep-10f;
    q = q * r + 0x1.123a20p-7f;
    q = q * r + 0x1.5558f2p-5f;
    q = q * r + 0x1.555492p-3f;
    q = q * r + 0x1.fffffcp-2f;
    float power = 1.0f + (r + r * r * q);

    int32_t exponent = (int32_t)(bb_float_bits(shifted) - bb_float_bits(round_to_integer));
    int32_t half = exponent >> 1;
    float scale = bb_float_of_bits((uint32_t)(half + 127) << 23);
    float rest = bb_float_of_bits((uint32_t)(exponent - half + 127) << 23);
    return power * scale * rest;
}

#endif

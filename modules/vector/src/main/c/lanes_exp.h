/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LANES_EXP_H
#define LANES_EXP_H

#include "lanes.h"

/* x between two limits; NaN for NaN. */
INLINE lanes limited(lanes lowest, lanes x, lanes highest)
{
    x = greater(lowest, x);
    return choose(highest < x, highest, x);
}

/* e^r - 1 with |r| at most half of ln 2, where x = n ln 2 + r; x within about 2^21. */
INLINE lanes reduced_exp(lanes x, int_lanes *exponent)
{
    const lanes round_to_integer = 0x1.8p23f; /* adding it leaves the integer in the low bits */

    lanes shifted = multiply_add(x, 0x1.715476p0f, round_to_integer);
    lanes n = shifted - round_to_integer;
    lanes r = multiply_add(n, -0x1.62e4p-1f, x);
    r = multiply_add(n, -0x1.7f7d1cp-20f, r);

    lanes q = 0x1.6a23cep-10f;
    q = multiply_add(q, r, 0x1.123a20p-7f);
    q = multiply_add(q, r, 0x1.5558f2p-5f);
    q = multiply_add(q, r, 0x1.555492p-3f);
    q = multiply_add(q, r, 0x1.fffffcp-2f);
    *exponent = bits_of(shifted) - bits_of(round_to_integer);
    return multiply_add(r * r, q, r);
}

/*
 * e^x of each lane: the algorithm and the polynomial of bb_exp.h, with fused multiply-adds where
 * the set has them. Error at most 1.01 ulp, which all floats were tried for; 0 below -104, infinity
 * above 88.8, NaN for NaN.
 */
INLINE lanes exp_of(lanes x)
{
    int_lanes exponent;
    lanes power = reduced_exp(limited(-104.0f, x, 89.0f), &exponent) + 1.0f;
    /* 2^n in two halves: n reaches from -150 to 128, and an exponent does not. */
    int_lanes half = exponent >> 1;
    lanes scale = of_bits((half + 127) << 23);
    lanes rest = of_bits((exponent - half + 127) << 23);
    return power * scale * rest;
}

/* tanh of each lane, (e^2x - 1) / (e^2x + 1), without losing what is close to 0; NaN for NaN. */
INLINE lanes tanh_of(lanes x)
{
    const lanes one = 20.0f; /* from half of it on */
    int_lanes exponent;
    lanes less_one = reduced_exp(limited(-one, x + x, one), &exponent);
    lanes scale = of_bits((exponent + 127) << 23);
    less_one = multiply_add(scale, less_one, scale - 1.0f);
    return less_one / (less_one + 2.0f);
}

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LANES_EXP_H
#define LANES_EXP_H

#include "lanes.h"

/*
 * e^x of each lane: the algorithm and the polynomial of bb_exp.h, with fused multiply-adds where
 * the set has them. Error at most 1.01 ulp, which all floats were tried for; 0 below -104, infinity
 * above 88.8, NaN for NaN.
 */
INLINE lanes exp_of(lanes x)
{
    const lanes round_to_integer = 0x1.8p23f; /* adding it leaves the integer in the low bits */
    const lanes lowest = -104.0f;
    const lanes highest = 89.0f;

    x = greater(lowest, x);
    x = choose(highest < x, highest, x);
    lanes shifted = multiply_add(x, 0x1.715476p0f, round_to_integer);
    lanes n = shifted - round_to_integer;
    lanes r = multiply_add(n, -0x1.62e4p-1f, x);
    r = multiply_add(n, -0x1.7f7d1cp-20f, r);

    lanes q = 0x1.6a23cep-10f;
    q = multiply_add(q, r, 0x1.123a20p-7f);
    q = multiply_add(q, r, 0x1.5558f2p-5f);
    q = multiply_add(q, r, 0x1.555492p-3f);
    q = multiply_add(q, r, 0x1.fffffcp-2f);
    lanes power = multiply_add(r * r, q, r) + 1.0f;

    /* 2^n in two halves: n reaches from -150 to 128, and an exponent does not. */
    int_lanes exponent = bits_of(shifted) - bits_of(round_to_integer);
    int_lanes half = exponent >> 1;
    lanes scale = of_bits((half + 127) << 23);
    lanes rest = of_bits((exponent - half + 127) << 23);
    return power * scale * rest;
}

#endif

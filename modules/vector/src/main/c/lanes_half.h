/* SPDX-License-Identifier: Apache-2.0 */
/* Conversion from and to float16: by the instructions, or by integer operations with like results.
 */
#ifndef LANES_HALF_H
#define LANES_HALF_H

#include "lanes.h"

#ifdef BB_VECTOR_F16C

typedef _Float16 float16_lanes __attribute__((ext_vector_type(16)));

INLINE lanes widen(half_lanes halves)
{
    return __builtin_convertvector((float16_lanes)halves, lanes);
}

INLINE half_lanes narrow(lanes values)
{
    return (half_lanes) __builtin_convertvector(values, float16_lanes);
}

#else

INLINE int_lanes choose_int(int_lanes mask, int_lanes a, int_lanes b)
{
    return (a & mask) | (b & ~mask);
}

/*
 * A half moved to the place of a float's exponent and fraction is 2^-112 of its value: the
 * product is exact, of subnormals too. Infinity and NaN get the exponent that says so.
 */
INLINE lanes widen(half_lanes halves)
{
    int_lanes bits = __builtin_convertvector(halves, int_lanes);
    int_lanes magnitude = (bits & 0x7fff) << 13;
    int_lanes scaled = bits_of(of_bits(magnitude) * 0x1p112f);
    int_lanes special = (magnitude >= 0x0f800000) & 0x7f800000;
    return of_bits(scaled | special | (bits & 0x8000) << 16);
}

/* To nearest, ties to even. */
INLINE half_lanes narrow(lanes values)
{
    int_lanes bits = bits_of(values);
    int_lanes magnitude = bits & 0x7fffffff;
    /* The fraction's last 13 bits are rounded off; a carry goes to the exponent as it should. */
    int_lanes normal = (magnitude - (112 << 23) + 0x0fff + ((magnitude >> 13) & 1)) >> 13;
    /* Below 2^-14, 0.5 has the half's last place as its own: the addition rounds. */
    int_lanes subnormal = bits_of(of_bits(magnitude) + 0.5f) - bits_of((lanes)(0.5f));
    int_lanes nan = 0x7e00 | (magnitude >> 13 & 0x03ff);

    int_lanes half = choose_int(magnitude < 113 << 23, subnormal, normal);
    half = choose_int(magnitude >= 143 << 23, 0x7c00, half); /* 65536 */
    half = choose_int(magnitude > 0x7f800000, nan, half);
    return __builtin_convertvector(half | (bits >> 16 & 0x8000), half_lanes);
}

#endif

INLINE lanes load_halves(const uint16_t *from)
{
    return widen(*(const half_lanes_in_memory *)from);
}

#endif

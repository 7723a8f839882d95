/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sixteen floats at a time: one zmm register, two ymm, or four xmm, as the set's target has them.
 * Part of a vector set: see set_body.h, which includes it.
 */
#ifndef LANES_H
#define LANES_H

#include <stddef.h>
#include <stdint.h>

/* How vectors are passed to functions does not matter where all are inlined. */
#pragma clang diagnostic ignored "-Wpsabi"

#define INLINE static inline __attribute__((always_inline))

/* Loops of few, constant rounds over vectors that are to stay in registers. */
#define UNROLL _Pragma("clang loop unroll(full)")

enum { LANES = 16 };

typedef float lanes __attribute__((ext_vector_type(16)));
typedef int32_t int_lanes __attribute__((ext_vector_type(16)));
typedef uint16_t half_lanes __attribute__((ext_vector_type(16)));

/* In memory, with the alignment of an element. */
typedef lanes lanes_in_memory __attribute__((aligned(4), may_alias));
typedef half_lanes half_lanes_in_memory __attribute__((aligned(2), may_alias));

typedef float eight __attribute__((ext_vector_type(8)));
typedef float four __attribute__((ext_vector_type(4)));
typedef float two __attribute__((ext_vector_type(2)));
typedef eight eight_in_memory __attribute__((aligned(4), may_alias));
typedef four four_in_memory __attribute__((aligned(4), may_alias));

INLINE lanes load(const float *from)
{
    return *(const lanes_in_memory *)from;
}

INLINE void store(float *to, lanes values)
{
    *(lanes_in_memory *)to = values;
}

/* A call, since it is rare: the ends of vectors are kept small, not fast. */
static __attribute__((noinline)) void copy_some(float *to, const float *from, size_t count)
{
    for (size_t i = 0; i < count; i++)
        to[i] = from[i];
}

/* The first `count` lanes, at most 16; the others are zero. */
INLINE lanes load_some(const float *from, size_t count)
{
    float all[LANES] = {0};
    copy_some(all, from, count);
    return load(all);
}

INLINE void store_some(float *to, lanes values, size_t count)
{
    float all[LANES];
    store(all, values);
    copy_some(to, all, count);
}

/* a * b + c. */
INLINE lanes multiply_add(lanes a, lanes b, lanes c)
{
#ifdef BB_VECTOR_FMA
    return __builtin_elementwise_fma(a, b, c);
#else
    return a * b + c;
#endif
}

INLINE int_lanes bits_of(lanes values)
{
    return (int_lanes)values;
}

INLINE lanes of_bits(int_lanes bits)
{
    return (lanes)bits;
}

/* For each lane, a where the mask, which comparisons make, is all ones; else b. */
INLINE lanes choose(int_lanes mask, lanes a, lanes b)
{
    return of_bits((bits_of(a) & mask) | (bits_of(b) & ~mask));
}

/* The greater of each lane; b where one is NaN, as the instruction does it. */
INLINE lanes greater(lanes a, lanes b)
{
    return choose(a > b, a, b);
}

/* The sum of all lanes, always in the same order. */
INLINE float sum_of(lanes values)
{
    eight of_eight = values.lo + values.hi;
    four of_four = of_eight.lo + of_eight.hi;
    two of_two = of_four.lo + of_four.hi;
    return of_two.x + of_two.y;
}

/* The greatest of all lanes; anything where one is NaN. */
INLINE float greatest_of(lanes values)
{
    values = greater(values, values.s89abcdef89abcdef);
    values = greater(values, values.s4567456745674567);
    values = greater(values, values.s2323232323232323);
    values = greater(values, values.s1111111111111111);
    return values.x;
}

INLINE float square_root(float value)
{
    return __builtin_elementwise_sqrt((four)(value)).x;
}

#endif

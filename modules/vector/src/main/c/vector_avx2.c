/* SPDX-License-Identifier: Apache-2.0 */
/* The vector set of AVX2. */
#include "bb_cpu.h"
#include "vector_sets.h"

#define BB_VECTOR_FMA
#define BB_VECTOR_F16C
#define BB_VECTOR_ACCUMULATORS 4 /* 8 of 16 registers */

#pragma clang attribute push(__attribute__((target("avx2,fma,f16c"))), apply_to = function)
#include "set_body.h"
#pragma clang attribute pop

const bb_vector_set *bb_vector_avx2(void)
{
    static const bb_vector_set set =
        BB_VECTOR_SET("avx2", BB_CPU_AVX | BB_CPU_AVX2 | BB_CPU_FMA | BB_CPU_F16C);
    return &set;
}

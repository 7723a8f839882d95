/* SPDX-License-Identifier: Apache-2.0 */
/* The vector set of AVX-512. */
#include "bb_cpu.h"
#include "vector_sets.h"

#define BB_VECTOR_FMA
#define BB_VECTOR_F16C
#define BB_VECTOR_ACCUMULATORS 16 /* of 32 registers */

#pragma clang attribute push(__attribute__((target("avx2,fma,f16c,avx512f,avx512bw,avx512vl"))),   \
                             apply_to = function)
#include "set_body.h"
#pragma clang attribute pop

const bb_vector_set *bb_vector_avx512(void)
{
    static const bb_vector_set set =
        BB_VECTOR_SET("avx512", BB_CPU_AVX | BB_CPU_AVX2 | BB_CPU_FMA | BB_CPU_F16C |
                                    BB_CPU_AVX512F | BB_CPU_AVX512BW | BB_CPU_AVX512VL);
    return &set;
}

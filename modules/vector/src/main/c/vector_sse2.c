/* SPDX-License-Identifier: Apache-2.0 */
/* The vector set that every x86_64 processor can run. */
#include "bb_cpu.h"
#include "vector_sets.h"

#define BB_VECTOR_ACCUMULATORS 2 /* 8 of 16 registers */

#include "set_body.h"

const bb_vector_set *bb_vector_sse2(void)
{
    static const bb_vector_set set = BB_VECTOR_SET("sse2", BB_CPU_SSE2);
    return &set;
}

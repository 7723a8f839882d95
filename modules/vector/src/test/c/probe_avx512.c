/* SPDX-License-Identifier: Apache-2.0 */
#define BB_VECTOR_FMA
#define BB_VECTOR_F16C

#pragma clang attribute push(__attribute__((target("avx2,fma,f16c,avx512f,avx512bw,avx512vl"))),   \
                             apply_to = function)
#include "probe_body.h"
#pragma clang attribute pop

const probe probe_avx512 = PROBE;

/* SPDX-License-Identifier: Apache-2.0 */
#include "test_sets.h"

#include <stdbool.h>
#include <stdio.h>

#include "vector_sets.h"

static bool usable(const bb_vector_set *set)
{
    if (set == bb_vector_avx512())
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
               __builtin_cpu_supports("avx512vl");
    if (set == bb_vector_avx2())
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
               __builtin_cpu_supports("f16c");
    return true;
}

const bb_vector_set *test_set(size_t index)
{
    const bb_vector_set *const sets[] = {bb_vector_sse2(), bb_vector_avx2(), bb_vector_avx512()};
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        if (!usable(sets[i]))
            printf("not tested: this processor cannot run %s\n", sets[i]->name);
        else if (index-- == 0)
            return sets[i];
    }
    return NULL;
}

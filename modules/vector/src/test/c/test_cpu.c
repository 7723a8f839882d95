/* SPDX-License-Identifier: Apache-2.0 */
#include "test_cpu.h"

#include <stdio.h>

const char *test_set_name(size_t index)
{
    static const char *const names[] = {"sse2", "avx2", "avx512", NULL};
    return names[index];
}

bool test_set_runs(size_t index)
{
    bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                __builtin_cpu_supports("f16c");
    bool avx512 = avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                  __builtin_cpu_supports("avx512vl");
    bool runs = index == 0 || (index == 1 && avx2) || (index == 2 && avx512);
    if (!runs)
        printf("not tested: this processor cannot run %s\n", test_set_name(index));
    return runs;
}

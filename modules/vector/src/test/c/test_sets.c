/* SPDX-License-Identifier: Apache-2.0 */
#include "test_sets.h"

#include "test_cpu.h"
#include "vector_sets.h"

const bb_vector_set *test_set(size_t index)
{
    const bb_vector_set *const sets[] = {bb_vector_sse2(), bb_vector_avx2(), bb_vector_avx512()};
    for (size_t i = 0; test_set_name(i) != NULL; i++)
        if (test_set_runs(i) && index-- == 0)
            return sets[i];
    return NULL;
}

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GUARDED_H
#define GUARDED_H

/*
 * Memory of exactly the size asked for, on a cache line, full of what nothing may depend on.
 * AddressSanitizer watches what lies before and behind it.
 */
#include <stdlib.h>
#include <string.h>

static inline void *guarded(size_t bytes)
{
    void *memory;
    if (posix_memalign(&memory, 64, bytes) != 0)
        abort();
    memset(memory, 0xff, bytes); /* NaN, as floats and halves */
    return memory;
}

static inline float *guarded_floats(size_t count)
{
    return guarded(count * sizeof(float));
}

#endif

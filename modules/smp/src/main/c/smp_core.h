/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SMP_CORE_H
#define SMP_CORE_H

/* What works and pairs both ask of a core: cache lines, time, rights. */
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/* Who is late is waited for so long beyond what is expected: about a microsecond. */
#define BB_SMP_PATIENCE_TICKS 3000

/*
 * Brings a cache line to this core, and takes it from the others, while something else is done: for
 * lines that others have read, and that this core is to write. Compilers make a plain prefetch of
 * theirs where they know of no better, and that leaves the line with the others. Processors that do
 * not have the instruction do nothing, but for Intel's first ones of 64 bits, which are older than
 * firmware that starts other processors.
 */
static inline void bb_smp_fetch_to_write(const void *address)
{
    __asm__ volatile("prefetchw %0" : : "m"(*(const char *)address));
}

static inline void bb_smp_pause(void)
{
    __builtin_ia32_pause();
}

static inline uint64_t bb_smp_ticks(void)
{
    return __builtin_ia32_rdtsc();
}

/*
 * Gets the right to deliver what has a number; false if somebody has it. `owned` is the latest of
 * which somebody got it. Numbers only grow, so one that is late finds its own, or a later one.
 */
static inline bool bb_smp_acquire(_Atomic(uint64_t) *owned, uint64_t number)
{
    uint64_t before = atomic_load_explicit(owned, memory_order_relaxed);
    return before < number &&
           atomic_compare_exchange_strong_explicit(owned, &before, number, memory_order_relaxed,
                                                   memory_order_relaxed);
}

#endif

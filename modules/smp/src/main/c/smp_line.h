/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SMP_LINE_H
#define SMP_LINE_H

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

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#include "crash.h"

#include "bb_config.h"
#include "bb_platform.h"

#define NON_CANONICAL UINT64_C(0x8000000000000000)
#define UNMAPPED UINT64_C(0x00007ffffffff000)

bb_status bb_crash_boot(bb_kernel *kernel)
{
    (void)kernel;
    bb_platform_vector_begin(); /* the worst place: no interrupts, the highest level */
    switch (BB_CRASH_CRIME) {
    case BB_CRASH_CRIME_DIVIDE:
        __asm__ volatile("xor %%ecx, %%ecx; xor %%edx, %%edx; divl %%ecx" ::: "eax", "ecx", "edx");
        break;
    case BB_CRASH_CRIME_INSTRUCTION:
        __asm__ volatile("ud2");
        break;
    case BB_CRASH_CRIME_PROTECTION:
        __asm__ volatile("movb (%0), %%al" ::"r"(NON_CANONICAL) : "eax");
        break;
    case BB_CRASH_CRIME_PAGE:
        __asm__ volatile("movb (%0), %%al" ::"r"(UNMAPPED) : "eax");
        break;
    }
    return BB_OK;
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The clock: the processor's time stamp counter, scaled to nanoseconds.
 *
 * On processors whose counter is not invariant (before about 2008) it follows the core's clock. No
 * operating system changes that clock here, so it runs evenly all the same. The firmware offers
 * nothing finer: its time of day counts seconds.
 */
#include <cpuid.h>

#include "bb_platform.h"
#include "uefi.h"

#define NANOSECONDS UINT64_C(1000000000)

static uint64_t start_ticks;
static uint64_t scale; /* nanoseconds a tick, times 2^32 */

static uint64_t ticks(void)
{
    /* lfence: the counter is not read before earlier instructions are done. */
    __builtin_ia32_lfence();
    return __builtin_ia32_rdtsc();
}

/*
 * The counter's frequency as CPUID tells it: leaf 15h (Intel SDM vol. 3, 18.7.3), with leaf 16h
 * where the crystal's frequency is left out, or the timing leaf 40000010h of hypervisors. 0 if it
 * does not.
 */
static uint64_t frequency_told(void)
{
    uint32_t denominator = 0, numerator = 0, crystal = 0, unused = 0, base_mhz = 0;
    if (__get_cpuid(0x15, &denominator, &numerator, &crystal, &unused) && denominator != 0 &&
        numerator != 0) {
        if (crystal != 0)
            return (uint64_t)crystal * numerator / denominator;
        if (__get_cpuid(0x16, &base_mhz, &unused, &unused, &unused) && (base_mhz & 0xffff) != 0)
            return (uint64_t)(base_mhz & 0xffff) * 1000000;
    }
    uint32_t features = 0, highest = 0, khz = 0;
    __cpuid(1, unused, unused, features, unused);
    if ((features & (1u << 31)) == 0)
        return 0;
    __cpuid(0x40000000, highest, unused, unused, unused);
    if (highest < 0x40000010 || highest > 0x400000ff)
        return 0;
    __cpuid(0x40000010, khz, unused, unused, unused);
    return (uint64_t)khz * 1000;
}

/*
 * The frequency against the firmware's Stall. An interruption, or another process on the machine of
 * a hosted kernel, can only make a stall longer, each time by another bit: so the shortest counts,
 * as soon as a second one is as short, but for a thousandth.
 */
static uint64_t frequency_measured(void)
{
    enum { MICROSECONDS = 2000, ATTEMPTS = 50 };
    uint64_t shortest = UINT64_MAX;
    bool agreed = false;
    for (int i = 0; i < ATTEMPTS && !agreed; i++) {
        uint64_t before = ticks();
        bb_uefi_boot->Stall(MICROSECONDS);
        uint64_t passed = ticks() - before;
        uint64_t shorter = passed < shortest ? passed : shortest;
        uint64_t longer = passed < shortest ? shortest : passed;
        agreed = longer - shorter < shorter / 1000;
        shortest = shorter;
    }
    return shortest * (1000000 / MICROSECONDS);
}

bool bb_uefi_clock_start(void)
{
    enum { LOWEST_FREQUENCY = 1000000 };
    start_ticks = ticks();
    uint64_t frequency = frequency_told();
    if (frequency < LOWEST_FREQUENCY)
        frequency = frequency_measured();
    if (frequency < LOWEST_FREQUENCY)
        return false;
    scale = (NANOSECONDS << 32) / frequency;
    return true;
}

uint64_t bb_clock_ns(void)
{
    return (uint64_t)(((unsigned __int128)(ticks() - start_ticks) * scale) >> 32);
}

void bb_platform_stall(uint32_t microseconds)
{
    bb_uefi_boot->Stall(microseconds);
}

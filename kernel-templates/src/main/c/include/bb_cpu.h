/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_CPU_H
#define BB_CPU_H

/* Processor features: what CPUID reports and the kernel has enabled. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bb_status.h"

typedef struct bb_kernel bb_kernel;

enum {
    BB_CPU_SSE2 = 1u << 0,
    BB_CPU_AVX = 1u << 1,
    BB_CPU_AVX2 = 1u << 2,
    BB_CPU_FMA = 1u << 3,
    BB_CPU_F16C = 1u << 4,
    BB_CPU_AVX512F = 1u << 5,
    BB_CPU_AVX512BW = 1u << 6,
    BB_CPU_AVX512VL = 1u << 7,
    BB_CPU_AVX512VNNI = 1u << 8,
    BB_CPU_AVXVNNI = 1u << 9,
    BB_CPU_AVX512BF16 = 1u << 10,
};

typedef struct bb_cpu {
    uint32_t features; /* usable: in CPUID, and their state enabled in XCR0 */
    uint32_t reported; /* in CPUID */
    char brand[49];    /* the processor's name */
} bb_cpu;

/* Names of the features in a mask, separated by blanks. Returns the length. */
size_t bb_cpu_names(uint32_t features, char *out, size_t capacity);

/*
 * Reads CPUID and enables AVX and AVX-512 state on the calling processor (CR4.OSXSAVE, XCR0; Intel
 * SDM vol. 1, 13.3) unless it is enabled already: then no privileged register is touched, so that
 * the same code runs in a Linux process.
 */
void bb_cpu_enable(bb_cpu *cpu);

/*
 * Whether the calling processor's prefetchers find several streams of memory at once, so that
 * fetching from far ahead only gets in their way. AMD's do from Zen 5 (family 1Ah) on, not in Zen
 * 4; no others were measured, and they count as not.
 */
bool bb_cpu_finds_streams(void);

/* Boot step. */
bb_status bb_cpu_boot(bb_kernel *kernel);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MATMUL_H
#define MATMUL_H

/*
 * The installed types of weights, their matrix kernels, and which of those are used. The tables are
 * generated: matmul_dispatch.c.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bb_kernel.h"
#include "bb_matmul.h"

typedef struct bb_matmul_kernel {
    const char *name;  /* "avx2-q8_0" */
    const char *set;   /* "avx2": what the kernels of all types have in common */
    bb_dtype type;     /* of the weights */
    uint32_t features; /* BB_CPU_... that it needs */
} bb_matmul_kernel;

extern const bb_weight_type bb_matmul_types[];
extern const size_t bb_matmul_type_count;

/* Fastest first. The last of each type is one that every processor can run. */
extern const bb_matmul_kernel bb_matmul_kernels[];
extern const size_t bb_matmul_kernel_count;

/* Computes with the kernel of an index; the processor must have its features. */
void bb_matmul_run_kernel(size_t kernel, const bb_matmul_args *args);

/* Suits the kernels to the calling processor, in what its features do not tell. Generated. */
void bb_matmul_adapt(void);

/* Whether a processor can run the kernel of an index. */
bool bb_matmul_usable(const bb_cpu *cpu, size_t kernel);

/* The index of the kernel in use for an installed type. */
size_t bb_matmul_chosen(bb_dtype type);

/* Computes with the kernel in use for an installed type: the capability. */
void bb_matmul_run_chosen(bb_dtype type, const bb_matmul_args *args);

/* Boot step: chooses a kernel for each type. Fails with E-MATMUL-KERNEL if the declared ones cannot
 * run. */
bb_status bb_matmul_boot(bb_kernel *kernel);

/* The command /matmul [SET]. */
bb_status bb_matmul_command(bb_kernel *kernel, const char *arguments);

#endif

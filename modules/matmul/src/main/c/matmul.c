/* SPDX-License-Identifier: Apache-2.0 */
#include "matmul.h"

#include "bb_config.h"
#include "bb_console.h"
#include "bb_text.h"

BB_ERROR(bad_kernel, "E-MATMUL-KERNEL",
         "Use auto, or one of the kernels that /matmul lists as usable here.");

/* The one kernel in use: a processor-wide choice, made at boot and by /matmul. */
static size_t chosen;

bool bb_matmul_usable(const bb_cpu *cpu, size_t kernel)
{
    uint32_t needed = bb_matmul_kernels[kernel].features;
    return (cpu->features & needed) == needed;
}

size_t bb_matmul_chosen(void)
{
    return chosen;
}

void bb_matmul_run_chosen(const bb_matmul_args *args)
{
    bb_matmul_run_kernel(chosen, args);
}

static size_t fastest(const bb_cpu *cpu)
{
    size_t kernel = 0;
    while (!bb_matmul_usable(cpu, kernel))
        kernel++; /* ends at the reference at the latest */
    return kernel;
}

static bb_status choose(const bb_cpu *cpu, const char *name, size_t length)
{
    if (bb_text_equal(name, length, "auto", 4)) {
        chosen = fastest(cpu);
        return BB_OK;
    }
    for (size_t i = 0; i < bb_matmul_kernel_count; i++) {
        const char *known = bb_matmul_kernels[i].name;
        if (!bb_text_equal(name, length, known, bb_text_length(known)))
            continue;
        if (!bb_matmul_usable(cpu, i)) {
            char missing[128];
            bb_cpu_names(bb_matmul_kernels[i].features & ~cpu->features, missing, sizeof missing);
            return bb_fail(&bad_kernel, "this processor lacks %s, which matrix kernel %s needs",
                           missing, known);
        }
        chosen = i;
        return BB_OK;
    }
    return bb_fail(&bad_kernel, "there is no matrix kernel \"%.*s\" in this image", (int)length,
                   name);
}

bb_status bb_matmul_boot(bb_kernel *kernel)
{
    bb_status status = choose(&kernel->cpu, BB_MATMUL_KERNEL, sizeof BB_MATMUL_KERNEL - 1);
    if (status == BB_OK)
        bb_boot_detail("%s", bb_matmul_kernels[chosen].name);
    return status;
}

bb_status bb_matmul_command(bb_kernel *kernel, const char *arguments)
{
    size_t length = bb_text_length(arguments);
    if (length > 0) {
        bb_status status = choose(&kernel->cpu, arguments, length);
        if (status != BB_OK)
            return status;
    }
    for (size_t i = 0; i < bb_matmul_kernel_count; i++) {
        char needs[128];
        bb_cpu_names(bb_matmul_kernels[i].features, needs, sizeof needs);
        bb_print("  %c %-14s %-12s %s\n", i == chosen ? '*' : ' ', bb_matmul_kernels[i].name,
                 bb_matmul_usable(&kernel->cpu, i) ? "usable" : "not here", needs);
    }
    return BB_OK;
}

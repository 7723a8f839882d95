/* SPDX-License-Identifier: Apache-2.0 */
#include "matmul.h"

#include "bb_config.h"
#include "bb_console.h"
#include "bb_format.h"
#include "bb_text.h"

BB_ERROR(bad_kernel, "E-MATMUL-KERNEL",
         "Use auto, or the part before the dash of a kernel that /matmul lists as usable here.");

/* The kernels in use: a choice for all processors, made at boot and by /matmul. */
static size_t chosen[BB_DTYPE_COUNT];

bool bb_matmul_usable(const bb_cpu *cpu, size_t kernel)
{
    uint32_t needed = bb_matmul_kernels[kernel].features;
    return (cpu->features & needed) == needed;
}

size_t bb_matmul_chosen(bb_dtype type)
{
    return chosen[type];
}

void bb_matmul_run_chosen(bb_dtype type, const bb_matmul_args *args)
{
    bb_matmul_run_kernel(chosen[type], args);
}

static bool is_in_use(size_t kernel)
{
    return chosen[bb_matmul_kernels[kernel].type] == kernel;
}

static void choose_fastest(const bb_cpu *cpu)
{
    for (size_t i = bb_matmul_kernel_count; i-- > 0;) {
        if (bb_matmul_usable(cpu, i)) {
            chosen[bb_matmul_kernels[i].type] = i; /* until a faster one comes */
        }
    }
}

static bool is_of_set(size_t kernel, const char *set, size_t length)
{
    const char *known = bb_matmul_kernels[kernel].set;
    return bb_text_equal(set, length, known, bb_text_length(known));
}

/* The kernels of a set for all types; the fastest for a type that the set does not know. */
static bb_status choose_set(const bb_cpu *cpu, const char *set, size_t length)
{
    bool found = false;
    for (size_t i = 0; i < bb_matmul_kernel_count; i++) {
        if (!is_of_set(i, set, length)) {
            continue;
        }
        found = true;
        if (!bb_matmul_usable(cpu, i)) {
            char missing[128];
            bb_cpu_names(bb_matmul_kernels[i].features & ~cpu->features, missing, sizeof missing);
            return bb_fail(&bad_kernel, "this processor lacks %s, which matrix kernel %s needs",
                           missing, bb_matmul_kernels[i].name);
        }
    }
    if (!found) {
        return bb_fail(&bad_kernel, "there are no matrix kernels \"%.*s\" in this image",
                       (int)length, set);
    }
    choose_fastest(cpu);
    for (size_t i = 0; i < bb_matmul_kernel_count; i++) {
        if (is_of_set(i, set, length)) {
            chosen[bb_matmul_kernels[i].type] = i;
        }
    }
    return BB_OK;
}

static bb_status choose(const bb_cpu *cpu, const char *set, size_t length)
{
    if (bb_text_equal(set, length, "auto", 4)) {
        choose_fastest(cpu);
        return BB_OK;
    }
    return choose_set(cpu, set, length);
}

/* Shows the kernels in use, one for each type. */
static void tell_chosen(void)
{
    char names[128] = "";
    size_t length = 0;
    for (size_t i = 0; i < bb_matmul_kernel_count; i++) {
        if (is_in_use(i)) {
            length += bb_format(names + length, sizeof names - length, "%s%s",
                                length > 0 ? " " : "", bb_matmul_kernels[i].name);
        }
    }
    bb_boot_detail("%s", names);
}

bb_status bb_matmul_boot(bb_kernel *kernel)
{
    bb_matmul_adapt();
    bb_status status = choose(&kernel->cpu, BB_MATMUL_KERNEL, sizeof BB_MATMUL_KERNEL - 1);
    if (status == BB_OK) {
        tell_chosen();
    }
    return status;
}

bb_status bb_matmul_command(bb_kernel *kernel, const char *arguments)
{
    size_t length = bb_text_length(arguments);
    if (length > 0) {
        bb_status status = choose(&kernel->cpu, arguments, length);
        if (status != BB_OK) {
            return status;
        }
    }
    for (size_t i = 0; i < bb_matmul_kernel_count; i++) {
        char needs[128];
        bb_cpu_names(bb_matmul_kernels[i].features, needs, sizeof needs);
        bb_print("  %c %-5s %-18s %-9s %s\n", is_in_use(i) ? '*' : ' ',
                 bb_dtype_name(bb_matmul_kernels[i].type), bb_matmul_kernels[i].name,
                 bb_matmul_usable(&kernel->cpu, i) ? "usable" : "not here", needs);
    }
    return BB_OK;
}

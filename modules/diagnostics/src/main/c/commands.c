/* SPDX-License-Identifier: Apache-2.0 */
/* The commands /map, /logits, /selftest; /layers is where the layers are heard. */
#include "bb_console.h"
#include "bb_kernel.h"
#include "bb_text.h"
#include "bb_vector_set.h"
#include "diagnostics.h"
#include "matmul.h"
#include "selftest.h"
#include "show.h"

BB_ERROR(bad_argument, "E-DIAGNOSTICS-ARGUMENT", "Give a number of tokens from 1 to 50, or none.");

#define MIB 1048576.0

/* --- /map --- */

enum { REGIONS = 512, TYPES = 64 };

bb_status bb_diagnostics_map(bb_kernel *kernel, const char *arguments)
{
    static bb_memory_region regions[REGIONS];
    struct {
        uint64_t bytes;
        size_t regions;
    } sum[TYPES] = {0};
    (void)kernel;
    (void)arguments;
    size_t count;
    bb_status status = bb_platform_memory_map(regions, REGIONS, &count);
    if (status) {
        return status;
    }
    size_t shown = count < REGIONS ? count : REGIONS;
    uint64_t total = 0;
    for (size_t i = 0; i < shown; i++) {
        uint32_t type = regions[i].type < TYPES ? regions[i].type : TYPES - 1;
        sum[type].bytes += regions[i].bytes;
        sum[type].regions++;
        total += regions[i].bytes;
    }
    bb_print("%10s %8s  type\n", "MiB", "regions");
    for (uint32_t type = 0; type < TYPES; type++) {
        if (sum[type].regions > 0) {
            bb_print("%10.2f %8zu  %s\n", (double)sum[type].bytes / MIB, sum[type].regions,
                     bb_platform_memory_type(type));
        }
    }
    bb_print("%10.2f %8zu  in all\n", (double)total / MIB, shown);
    if (count > shown) {
        bb_print("%zu regions more are not shown\n", count - shown);
    }
    return BB_OK;
}

/* --- /logits --- */

bb_status bb_diagnostics_logits(bb_kernel *kernel, const char *arguments)
{
    int64_t wanted = 10;
    size_t length = bb_text_length(arguments);
    if (length > 0 &&
        (!bb_parse_integer(arguments, length, &wanted) || wanted < 1 || wanted > BB_SHOW_MAX)) {
        return bb_fail(&bad_argument, "\"%s\" is no such number", arguments);
    }
    if (!bb_diagnostics_has_logits()) {
        bb_print("no token has been computed yet\n");
        return BB_OK;
    }
    bb_show_likely(kernel, kernel->forward.logits, (size_t)wanted);
    return BB_OK;
}

/* --- /selftest --- */

/* Multiplies all feed-forward gates by the final norm's weights, once; returns the bytes of weights
 * that were read. (Of a small model on two processors it is half of each gate, and half of what it
 * gates, see halves_layout.h: as many panels.) The buffers are free between two tokens. */
static uint64_t multiply_gates(bb_kernel *kernel, size_t matrix_kernel)
{
    bb_forward_state *buffers = &kernel->forward;
    uint64_t bytes = 0;
    bb_platform_vector_begin();
    for (size_t i = 0; i < kernel->model.shape.layers; i++) {
        const bb_matrix *gate = &kernel->model.layer[i].gate;
        size_t panels = bb_panels(gate->rows);
        size_t panel_bytes = bb_panel_bytes(gate->type, gate->cols);
        bb_matmul_run_kernel(matrix_kernel,
                             &(bb_matmul_args){.out = buffers->hidden,
                                               .weights = gate->data,
                                               .panel_bytes = panel_bytes,
                                               .quants_at = bb_values_at(gate->type, gate->cols),
                                               .values = kernel->model.final_norm,
                                               .quants = buffers->quants,
                                               .scales = buffers->scales,
                                               .sums = buffers->sums,
                                               .panels = panels,
                                               .cols = gate->cols,
                                               .tokens = 1});
        bytes += panels * panel_bytes;
    }
    bb_platform_vector_end();
    return bytes;
}

static void print_speed(bb_kernel *kernel, size_t matrix_kernel)
{
    enum { LEAST_NS = 50000000 };
    multiply_gates(kernel, matrix_kernel); /* once for the caches */
    uint64_t start = bb_clock_ns();
    uint64_t bytes = 0;
    uint64_t ns;
    do {
        bytes += multiply_gates(kernel, matrix_kernel);
        ns = bb_clock_ns() - start;
    } while (ns < LEAST_NS);
    bb_print("right, %6.2f GB/s\n", (double)bytes / (double)ns);
}

/* Only the kernels for the type of the gates can be timed on them. */
static void print_kernel(bb_kernel *kernel, size_t matrix_kernel, bb_dtype gates)
{
    const bb_matmul_kernel *known = &bb_matmul_kernels[matrix_kernel];
    bool in_use = bb_matmul_chosen(known->type) == matrix_kernel;
    bb_print("  %c %-18s ", in_use ? '*' : ' ', known->name);
    if (!bb_matmul_usable(&kernel->cpu, matrix_kernel)) {
        bb_print("not for this processor\n");
    } else if (known->type == gates) {
        print_speed(kernel, matrix_kernel);
    } else {
        bb_print("right\n");
    }
}

bb_status bb_diagnostics_selftest(bb_kernel *kernel, const char *arguments)
{
    (void)arguments;
    bb_status status = bb_selftest_run(&kernel->cpu);
    if (status) {
        return status;
    }
    const bb_matrix *gate = &kernel->model.layer[0].gate;
    if (bb_weight_type_of(gate->type)->quantized) {
        bb_vector()->quantize(kernel->forward.quants, kernel->forward.scales, kernel->forward.sums,
                              kernel->model.final_norm, gate->cols, gate->cols, 1);
    }
    for (size_t i = 0; i < bb_matmul_kernel_count; i++) {
        print_kernel(kernel, i, gate->type);
    }
    return BB_OK;
}

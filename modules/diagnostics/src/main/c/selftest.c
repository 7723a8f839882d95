/* SPDX-License-Identifier: Apache-2.0 */
#include "selftest.h"

#include "matmul.h"
#include "problem.h"

BB_ERROR(wrong, "E-SELFTEST-MATMUL",
         "This processor computes wrongly, or the kernel has an error: build without it, or choose "
         "others with the option matmul.kernel.");

enum {
    PANELS_MAX = 11,  /* two blocks of the widest kernel and three panels that are left */
    COLUMNS_MAX = 40, /* several passes of the widest loop and all that can be left */
    BLOCKS_MAX = 8,
    FEW_COLUMNS = 19,
    TOKENS_MAX = 17, /* two tiles of the widest kernel and one token */
    BATCH_PANELS = 4,
    GAP = 3,
    OFFSET = 1, /* from an aligned place */
    OUT_MAX = OFFSET + TOKENS_MAX * (BATCH_PANELS * BB_PANEL_ROWS + GAP)
};

#define CANARY 12345.0f

static float out[OUT_MAX];

static double magnitude(double value)
{
    return value < 0.0 ? -value : value;
}

static bool is_right(float got, bb_problem_sum expected)
{
    double value = (double)got;
    if (expected.value != expected.value) {
        return value != value;
    }
    return value == expected.value || (magnitude(expected.value) < __builtin_inf() &&
                                       magnitude(value - expected.value) <= expected.tolerance);
}

/* Whether only what belongs to the result was written. */
static bool kept_inside(const bb_matmul_args *args)
{
    size_t rows = args->panels * BB_PANEL_ROWS;
    for (size_t i = 0; i < OUT_MAX; i++) {
        size_t token = (i - OFFSET) / args->out_stride;
        bool inside = i >= OFFSET && token < args->tokens && (i - OFFSET) % args->out_stride < rows;
        if (!inside && out[i] != CANARY) {
            return false;
        }
    }
    return true;
}

static bb_status check_kernel(size_t kernel, const bb_matmul_args *args,
                              const bb_problem_sum *expected)
{
    const char *name = bb_matmul_kernels[kernel].name;
    for (size_t i = 0; i < OUT_MAX; i++) {
        out[i] = CANARY;
    }
    bb_platform_vector_begin();
    bb_matmul_run_kernel(kernel, args);
    bb_platform_vector_end();
    if (!kept_inside(args)) {
        return bb_fail(&wrong, "matrix kernel %s writes outside of its result at %zu x %zu x %zu",
                       name, args->panels, args->cols, args->tokens);
    }
    size_t rows = args->panels * BB_PANEL_ROWS;
    for (size_t i = 0; i < rows * args->tokens; i++) {
        float got = args->out[i / rows * args->out_stride + i % rows];
        if (!is_right(got, expected[i])) {
            return bb_fail(&wrong,
                           "matrix kernel %s, %zu panels x %zu columns x %zu tokens, token %zu, "
                           "row %zu: got %.9f, expected %.9f",
                           name, args->panels, args->cols, args->tokens, i / rows, i % rows,
                           (double)got, expected[i].value);
        }
    }
    return BB_OK;
}

/* One problem for all kernels of the type: making it costs more than the products. */
static bb_status check_size(const bb_cpu *cpu, const bb_weight_type *type, bb_problem_size size,
                            bb_problem_pattern pattern)
{
    bb_status status = BB_OK;
    bb_matmul_args args = bb_problem_make(type, size, pattern);
    const bb_problem_sum *expected = bb_problem_solve(type, &args);
    args.out = out + OFFSET;
    args.out_stride = size.panels * BB_PANEL_ROWS + GAP;
    for (size_t kernel = 0; kernel < bb_matmul_kernel_count && !status; kernel++) {
        if (bb_matmul_kernels[kernel].type == type->type && bb_matmul_usable(cpu, kernel)) {
            status = check_kernel(kernel, &args, expected);
        }
    }
    return status;
}

static bb_status check_patterns(const bb_cpu *cpu, const bb_weight_type *type, bb_problem_size size)
{
    bb_status status = BB_OK;
    for (bb_problem_pattern pattern = 0; pattern < BB_PROBLEM_PATTERNS && !status; pattern++) {
        status = check_size(cpu, type, size, pattern);
    }
    return status;
}

static bb_status check_type(const bb_cpu *cpu, const bb_weight_type *type)
{
    bb_status status = BB_OK;
    size_t step = type->quantized ? BB_BLOCK : 1;
    size_t few = type->quantized ? BB_BLOCK : FEW_COLUMNS;
    for (size_t panels = 0; panels <= PANELS_MAX && !status; panels++) {
        status = check_patterns(cpu, type, (bb_problem_size){panels, few, 1});
    }
    size_t most = type->quantized ? BLOCKS_MAX * BB_BLOCK : COLUMNS_MAX;
    for (size_t cols = 0; cols <= most && !status; cols += step) {
        bb_problem_pattern pattern = (bb_problem_pattern)(cols / step % BB_PROBLEM_PATTERNS);
        status = check_size(cpu, type, (bb_problem_size){1, cols, 1}, pattern);
    }
    for (size_t tokens = 0; tokens <= TOKENS_MAX && !status; tokens++) {
        bb_problem_pattern pattern = (bb_problem_pattern)(tokens / 4 % BB_PROBLEM_PATTERNS);
        size_t panels = 1 + tokens % BATCH_PANELS;
        status = check_size(cpu, type, (bb_problem_size){panels, few, tokens}, pattern);
    }
    return status;
}

bb_status bb_selftest_run(const bb_cpu *cpu)
{
    bb_status status = BB_OK;
    for (size_t i = 0; i < bb_matmul_type_count && !status; i++) {
        status = check_type(cpu, &bb_matmul_types[i]);
    }
    return status;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/selftest.c ../../main/c/statistics.c
   ../../../../matmul/src/main/c/matmul_reference.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c
   ../../../../../kernel-templates/src/main/c/kernel/math.c */

/* The self-test must pass right kernels and find each kind of wrong one. */
#include "selftest.h"

#include <math.h>

#include "bb_test.h"
#include "fake_kernel.h"
#include "matmul.h"
#include "matmul_kernels.h"
#include "statistics.h"

/* --- Kernels: the reference, and one with the fault of the day --- */

typedef enum fault {
    NONE,
    FORWARDS, /* right: single precision, from the first column to the last */
    LAST_COLUMN,
    LAST_ROW,
    PAST_RESULT,
    BEFORE_RESULT,
    GAP_READ,
    STRIDE,
    ROUGH,   /* a product of half precision */
    FLUSHED, /* no denormals */
    NAN_LOST,
    INFINITY_LOST,
    NAN_SPREADS,
} fault;

static fault fault_now;
static size_t calls;

const bb_matmul_kernel bb_matmul_kernels[] = {{"faulty-f32", BB_DTYPE_F32, BB_CPU_AVX2},
                                              {"reference-f32", BB_DTYPE_F32, 0}};
const size_t bb_matmul_kernel_count = 2;

bool bb_matmul_usable(const bb_cpu *cpu, size_t kernel)
{
    uint32_t needed = bb_matmul_kernels[kernel].features;
    return (cpu->features & needed) == needed;
}

static float product(float w, float x)
{
    float value = w * x;
    if (fault_now == ROUGH) {
        value *= 1.0f + 0x1p-11f;
    }
    if (fault_now == FLUSHED && fabsf(value) < 0x1p-126f) {
        value = 0.0f;
    }
    if ((fault_now == NAN_LOST && isnan(value)) || (fault_now == INFINITY_LOST && isinf(value))) {
        value = 1.0f;
    }
    return value;
}

static void run_faulty(const bb_matmul_args *args)
{
    const float *weights = args->weights;
    size_t stride = fault_now == STRIDE ? args->cols : args->stride;
    size_t cols = args->cols - (fault_now == LAST_COLUMN && args->cols == 70);
    size_t rows = args->rows - (fault_now == LAST_ROW && args->rows == 29);
    bool nan = false;
    for (size_t row = 0; row < rows; row++) {
        float sum = 0.0f;
        for (size_t column = 0; column < cols; column++) {
            sum += product(weights[row * stride + column], args->x[column]);
        }
        if (fault_now == GAP_READ && args->cols % 4 == 1) {
            sum += 0.0f * weights[row * stride + cols];
        }
        args->out[row] = sum;
        nan |= isnan(sum);
    }
    if (fault_now == NAN_SPREADS && nan) {
        args->out[0] = NAN;
    }
    if (fault_now == PAST_RESULT) {
        args->out[args->rows] = 0.0f;
    }
    if (fault_now == BEFORE_RESULT) {
        args->out[-1] = 0.0f;
    }
}

void bb_matmul_run_kernel(size_t kernel, const bb_matmul_args *args)
{
    calls++;
    if (kernel == 0 && fault_now != NONE) {
        run_faulty(args);
    } else {
        bb_matmul_reference_f32(args);
    }
}

static const bb_cpu with_avx2 = {.features = BB_CPU_AVX2};

static bb_status run(fault fault)
{
    fault_now = fault;
    fake_failure();
    return bb_selftest_run(&with_avx2);
}

TEST(right_kernels_pass)
{
    CHECK(run(NONE) == BB_OK);
    CHECK(run(FORWARDS) == BB_OK);
    size_t both = calls;
    calls = 0;
    fault_now = ROUGH; /* of no consequence: this processor cannot run it */
    CHECK(bb_selftest_run(&(bb_cpu){0}) == BB_OK);
    CHECK_EQUAL(both, 4 * calls); /* two runs of two kernels */
}

TEST(wrong_kernels_fail)
{
    for (fault fault = LAST_COLUMN; fault <= NAN_SPREADS; fault++) {
        if (run(fault) == BB_OK) {
            fprintf(stderr, "fault %d was not found\n", fault);
        }
        CHECK_TEXT(fake_failure(), "E-SELFTEST-MATMUL");
        CHECK(strncmp(bb_failure_details(), "matrix kernel faulty-f32", 24) == 0);
    }
    run(LAST_COLUMN);
    CHECK(strncmp(bb_failure_details(), "matrix kernel faulty-f32, 11 x 70, row 0: got ", 46) == 0);
    run(PAST_RESULT);
    CHECK(strstr(bb_failure_details(), "writes outside of its result at 0 x 19") != NULL);
}

/* --- Statistics --- */

TEST(not_finite)
{
    float values[70];
    for (size_t count = 0; count <= 70; count++) {
        for (size_t bad = 0; bad < count; bad++) {
            for (size_t i = 0; i < count; i++) {
                values[i] = i % 2 ? 3e38f : -1e-44f;
            }
            CHECK_EQUAL(bb_first_not_finite(values, count), count);
            values[bad] = bad % 3 == 0 ? NAN : bad % 3 == 1 ? INFINITY : -INFINITY;
            values[count - 1] = bad % 2 ? NAN : values[count - 1];
            CHECK_EQUAL(bb_first_not_finite(values, count), bad);
        }
    }
}

TEST(figures)
{
    const float values[] = {3.0f, -4.0f, 0.0f, 5.0f};
    bb_statistics figures = bb_statistics_of(values, 4);
    CHECK(figures.least == -4.0f && figures.greatest == 5.0f);
    CHECK_NEAR(figures.mean, 1.0, 1e-12);
    CHECK_NEAR(figures.root_mean_square, sqrt(50.0 / 4.0), 1e-6);
}

/* Against a full sort. */
TEST(likely)
{
    enum { COUNT = 300, TOP = 7 };
    uint64_t state = 5;
    float logits[COUNT];
    for (int round = 0; round < 200; round++) {
        double mass = 0.0;
        for (size_t i = 0; i < COUNT; i++) {
            logits[i] = (float)(bb_test_random(&state) % 60) * 0.25f; /* with equal ones */
            mass += exp((double)logits[i]);
        }
        logits[round] = -INFINITY;
        mass = 0.0;
        for (size_t i = 0; i < COUNT; i++) {
            mass += exp((double)logits[i]);
        }
        bb_likely_token top[TOP];
        CHECK_EQUAL(bb_likely_tokens(logits, COUNT, top, TOP), TOP);
        for (size_t n = 0; n < TOP; n++) {
            size_t before = 0; /* tokens that stand before it in a stable order */
            for (size_t i = 0; i < COUNT; i++) {
                before += logits[i] > top[n].logit ||
                          (logits[i] == top[n].logit && (int32_t)i < top[n].token);
            }
            CHECK_EQUAL(before, n);
            CHECK_NEAR(top[n].probability, exp((double)top[n].logit) / mass, 1e-6);
        }
    }
    bb_likely_token top[TOP];
    const float few[] = {-INFINITY, 1.0f, NAN, 2.0f};
    CHECK_EQUAL(bb_likely_tokens(few, 4, top, TOP), 2);
    CHECK_EQUAL(top[0].token, 3);
    CHECK_EQUAL(bb_likely_tokens(few, 4, top, 0), 0);
    CHECK_EQUAL(bb_likely_tokens(few, 0, top, TOP), 0);
}

int main(void)
{
    return RUN(right_kernels_pass) | RUN(wrong_kernels_fail) | RUN(not_finite) | RUN(figures) |
           RUN(likely);
}

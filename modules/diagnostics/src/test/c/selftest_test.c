/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/selftest.c ../../main/c/problem.c ../../main/c/statistics.c
   ../../../../matmul/src/main/c/weights_f32.c
   ../../../../weights-bf16/src/main/c/weights_bf16.c
   ../../../../weights-f16/src/main/c/weights_f16.c
   ../../../../weights-q4-0/src/main/c/weights_q4_0.c
   ../../../../weights-q4-1/src/main/c/weights_q4_1.c
   ../../../../weights-q8-0/src/main/c/weights_q8_0.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c
   ../../../../../kernel-templates/src/main/c/kernel/math.c */

/* The self-test must pass right kernels and find each kind of wrong one. */
#include "selftest.h"

#include <math.h>

#include "bb_test.h"
#include "fake_kernel.h"
#include "matmul.h"
#include "statistics.h"
#include "weights_bf16.h"
#include "weights_f16.h"
#include "weights_f32.h"
#include "weights_q4_0.h"
#include "weights_q4_1.h"
#include "weights_q8_0.h"

/* --- Kernels: a reference for each type, and one with the fault of the day --- */

typedef enum fault {
    NONE,
    FORWARDS, /* right: single precision, from the first column to the last */
    LAST_COLUMN,
    LAST_PANEL,
    LAST_TOKEN,
    OTHER_TOKEN, /* x of the token before */
    PAST_RESULT,
    BEFORE_RESULT,
    BETWEEN_TOKENS,
    STRIDE,
    ROUGH,   /* a product of half precision */
    FLUSHED, /* no denormals */
    NAN_LOST,
    INFINITY_LOST,
    NAN_SPREADS,
    FAULTS
} fault;

static fault fault_now;
static bb_dtype fault_type;
static size_t calls;

const bb_weight_type bb_matmul_types[] = {
    {"F32", BB_DTYPE_F32, false, bb_matmul_pack_f32, bb_matmul_unpack_f32},
    {"F16", BB_DTYPE_F16, false, bb_weights_f16_pack, bb_weights_f16_unpack},
    {"BF16", BB_DTYPE_BF16, false, bb_weights_bf16_pack, bb_weights_bf16_unpack},
    {"Q8_0", BB_DTYPE_Q8_0, true, bb_weights_q8_0_pack, bb_weights_q8_0_unpack},
    {"Q4_0", BB_DTYPE_Q4_0, true, bb_weights_q4_0_pack, bb_weights_q4_0_unpack},
    {"Q4_1", BB_DTYPE_Q4_1, true, bb_weights_q4_1_pack, bb_weights_q4_1_unpack},
};
const size_t bb_matmul_type_count = BB_DTYPE_COUNT;
_Static_assert(sizeof bb_matmul_types / sizeof *bb_matmul_types == BB_DTYPE_COUNT, "all types");

const bb_matmul_kernel bb_matmul_kernels[] = {
    {"faulty-f32", "faulty", BB_DTYPE_F32, BB_CPU_AVX2},
    {"faulty-f16", "faulty", BB_DTYPE_F16, BB_CPU_AVX2},
    {"faulty-bf16", "faulty", BB_DTYPE_BF16, BB_CPU_AVX2},
    {"faulty-q8_0", "faulty", BB_DTYPE_Q8_0, BB_CPU_AVX2},
    {"faulty-q4_0", "faulty", BB_DTYPE_Q4_0, BB_CPU_AVX2},
    {"faulty-q4_1", "faulty", BB_DTYPE_Q4_1, BB_CPU_AVX2},
    {"reference-f32", "reference", BB_DTYPE_F32, 0},
    {"reference-f16", "reference", BB_DTYPE_F16, 0},
    {"reference-bf16", "reference", BB_DTYPE_BF16, 0},
    {"reference-q8_0", "reference", BB_DTYPE_Q8_0, 0},
    {"reference-q4_0", "reference", BB_DTYPE_Q4_0, 0},
    {"reference-q4_1", "reference", BB_DTYPE_Q4_1, 0},
};
const size_t bb_matmul_kernel_count = 2 * BB_DTYPE_COUNT;

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

/* A kernel for any type: it unpacks the rows. */
static void run_faulty(bb_dtype type, const bb_matmul_args *args)
{
    const bb_weight_type *known = &bb_matmul_types[type];
    size_t panels = args->panels - (fault_now == LAST_PANEL && args->panels == 11);
    size_t tokens = args->tokens - (fault_now == LAST_TOKEN && args->tokens == 17);
    size_t cols = args->cols - (fault_now == LAST_COLUMN && args->cols > 0);
    size_t stride = args->out_stride - (fault_now == STRIDE);
    size_t rows = panels * BB_PANEL_ROWS;
    bool nan = false;
    for (size_t row = 0; row < rows; row++) {
        float weights[256];
        size_t panel = row / BB_PANEL_ROWS * args->panel_bytes;
        known->unpack(weights, (const char *)args->weights + panel, row % BB_PANEL_ROWS,
                      args->cols);
        for (size_t token = 0; token < tokens; token++) {
            size_t from = token - (fault_now == OTHER_TOKEN && token == 16);
            float sum = 0.0f;
            for (size_t col = 0; col < cols; col++) {
                size_t block = col / BB_BLOCK * args->tokens + from;
                float x = known->quantized ? args->scales[block] *
                                                 args->quants[block * BB_BLOCK + col % BB_BLOCK]
                                           : args->values[col * args->tokens + from];
                sum += product(weights[col], x);
            }
            args->out[token * stride + row] = sum;
            nan |= isnan(sum);
        }
    }
    if (fault_now == NAN_SPREADS && nan) {
        args->out[1] = NAN;
    }
    if (fault_now == PAST_RESULT) {
        args->out[args->tokens * args->out_stride] = 0.0f;
    }
    if (fault_now == BEFORE_RESULT) {
        args->out[-1] = 0.0f;
    }
    if (fault_now == BETWEEN_TOKENS && tokens > 1) {
        args->out[rows] = 0.0f;
    }
}

void bb_matmul_run_kernel(size_t kernel, const bb_matmul_args *args)
{
    static bb_matmul_fn *const references[] = {
        bb_matmul_reference_f32,   bb_weights_f16_reference,  bb_weights_bf16_reference,
        bb_weights_q8_0_reference, bb_weights_q4_0_reference, bb_weights_q4_1_reference};
    bb_dtype type = bb_matmul_kernels[kernel].type;
    calls++;
    if (kernel < BB_DTYPE_COUNT && fault_now != NONE && type == fault_type) {
        run_faulty(type, args);
    } else {
        references[type](args);
    }
}

static const bb_cpu with_avx2 = {.features = BB_CPU_AVX2};

static bb_status run(fault fault, bb_dtype type)
{
    fault_now = fault;
    fault_type = type;
    fake_failure();
    return bb_selftest_run(&with_avx2);
}

TEST(right_kernels_pass)
{
    for (bb_dtype type = 0; type < BB_DTYPE_COUNT; type++) {
        CHECK(run(NONE, type) == BB_OK);
        CHECK(run(FORWARDS, type) == BB_OK);
    }
    calls = 0;
    CHECK(run(NONE, BB_DTYPE_F32) == BB_OK);
    size_t both = calls;
    calls = 0;
    fault_now = ROUGH; /* of no consequence: this processor cannot run it */
    CHECK(bb_selftest_run(&(bb_cpu){0}) == BB_OK);
    CHECK_EQUAL(both, 2 * calls);
}

/* Whether a type can have a fault at all. */
static bool can_have(bb_dtype type, fault fault)
{
    bool quantized = bb_matmul_types[type].quantized;
    return !quantized || fault != INFINITY_LOST;
}

TEST(wrong_kernels_fail)
{
    for (bb_dtype type = 0; type < BB_DTYPE_COUNT; type++) {
        char kernel[64];
        snprintf(kernel, sizeof kernel, "matrix kernel %s", bb_matmul_kernels[type].name);
        for (fault fault = LAST_COLUMN; fault < FAULTS; fault++) {
            if (!can_have(type, fault)) {
                continue;
            }
            if (run(fault, type) == BB_OK) {
                fprintf(stderr, "fault %d of %s was not found\n", fault, kernel);
            }
            CHECK_TEXT(fake_failure(), "E-SELFTEST-MATMUL");
            CHECK(strncmp(bb_failure_details(), kernel, strlen(kernel)) == 0);
        }
    }
    run(LAST_TOKEN, BB_DTYPE_F16);
    CHECK(strncmp(bb_failure_details(),
                  "matrix kernel faulty-f16, 2 panels x 19 columns x 17 tokens, token 16, row 0: "
                  "got ",
                  82) == 0);
    run(PAST_RESULT, BB_DTYPE_Q4_0);
    CHECK_TEXT(bb_failure_details(),
               "matrix kernel faulty-q4_0 writes outside of its result at 0 x 32 x 1");
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

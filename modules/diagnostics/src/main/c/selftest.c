/* SPDX-License-Identifier: Apache-2.0 */
#include "selftest.h"

#include "bb_exp.h"
#include "bb_memory.h"
#include "matmul.h"

BB_ERROR(wrong, "E-SELFTEST-MATMUL",
         "This processor computes wrongly, or the kernel has an error: build without it, or choose "
         "another with the option matmul.kernel.");

/* Rows up to twice the widest block and one; columns past two steps of the widest unrolled loop. */
enum {
    ROWS_MAX = 29,
    FEW_COLUMNS = 19,
    COLUMNS_MAX = 233,
    ALL_COLUMNS = 70, /* up to here each number is tried */
    SOME_ROWS = 11,
    GAP = 3,
    OFFSET = 1 /* from an aligned place */
};

#define CANARY 12345.0f

typedef enum pattern {
    UNIFORM,    /* from -1 to 1 */
    MAGNITUDES, /* from 2^-60 to 2^60, so that rounding and cancellation bite */
    DENORMALS,  /* products below the normal range */
    SPECIAL,    /* uniform, with a NaN in one row and an infinity in another */
    PATTERNS
} pattern;

/* No arena exists yet when processors are tested. */
static float weights[OFFSET + ROWS_MAX * (COLUMNS_MAX + GAP)];
static float x[OFFSET + COLUMNS_MAX];
static float out[OFFSET + ROWS_MAX + 1];

typedef struct shape {
    size_t rows;
    size_t cols;
} shape;

/* xorshift64 (Marsaglia 2003). */
static uint64_t random_bits(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state >> 16;
}

static float random_value(uint64_t *state, pattern pattern)
{
    uint64_t bits = random_bits(state);
    float unit = (float)(int32_t)(bits & 0xffffff) * 0x1p-23f - 1.0f;
    uint32_t step = (uint32_t)(bits >> 24);
    switch (pattern) {
    case MAGNITUDES:
        return unit * bb_float_of_bits((67 + step % 121) << 23);
    case DENORMALS:
        return unit * bb_float_of_bits((52 + step % 8) << 23);
    case UNIFORM:
    case SPECIAL:
    case PATTERNS:
        break;
    }
    return unit;
}

static void fill(shape shape, pattern pattern)
{
    uint64_t state = 1 + shape.rows * 1000 + shape.cols * 10 + (uint64_t)pattern;
    size_t stride = shape.cols + GAP;
    /* What lies before, between and behind the data shows if it gets into a sum. */
    for (size_t i = 0; i < OFFSET + shape.rows * stride; i++) {
        weights[i] = __builtin_nanf("");
    }
    for (size_t i = 0; i < sizeof x / sizeof *x; i++) {
        x[i] = __builtin_nanf("");
    }
    for (size_t row = 0; row < shape.rows; row++) {
        for (size_t column = 0; column < shape.cols; column++) {
            weights[OFFSET + row * stride + column] = random_value(&state, pattern);
        }
    }
    for (size_t column = 0; column < shape.cols; column++) {
        x[OFFSET + column] = random_value(&state, pattern);
    }
    if (pattern == SPECIAL && shape.rows > 1 && shape.cols > 0) {
        size_t place = random_bits(&state) % shape.cols;
        x[OFFSET + place] = 1.0f; /* infinity times 0 would be NaN */
        weights[OFFSET + place] = -__builtin_inff();
        weights[OFFSET + (shape.rows - 1) * stride + place] = __builtin_nanf("");
    }
}

static double magnitude(double value)
{
    return value < 0.0 ? -value : value;
}

/* What a row's result must be, and how far it may be off. */
typedef struct expectation {
    double sum;
    double tolerance;
} expectation;

static void expect(shape shape, expectation expected[ROWS_MAX])
{
    double columns = (double)shape.cols;
    for (size_t row = 0; row < shape.rows; row++) {
        const float *w = weights + OFFSET + row * (shape.cols + GAP);
        double sum = 0.0;
        double magnitudes = 0.0;
        for (size_t column = 0; column < shape.cols; column++) {
            double product = (double)w[column] * (double)x[OFFSET + column];
            sum += product;
            magnitudes += magnitude(product);
        }
        expected[row] =
            (expectation){sum, (columns + 2.0) * 0x1p-24 * magnitudes + columns * 0x1p-149};
    }
}

static bool is_right(float got, expectation expected)
{
    double value = (double)got;
    if (expected.sum != expected.sum) {
        return value != value;
    }
    return value == expected.sum || (magnitude(expected.sum) < __builtin_inf() &&
                                     magnitude(value - expected.sum) <= expected.tolerance);
}

static bb_status check_kernel(size_t kernel, shape shape, const expectation expected[ROWS_MAX])
{
    const char *name = bb_matmul_kernels[kernel].name;
    for (size_t i = 0; i < sizeof out / sizeof *out; i++) {
        out[i] = CANARY;
    }
    bb_platform_vector_begin();
    bb_matmul_run_kernel(kernel, &(bb_matmul_args){.out = out + OFFSET,
                                                   .x = x + OFFSET,
                                                   .weights = weights + OFFSET,
                                                   .rows = shape.rows,
                                                   .cols = shape.cols,
                                                   .stride = shape.cols + GAP});
    bb_platform_vector_end();
    if (out[0] != CANARY || out[OFFSET + shape.rows] != CANARY) {
        return bb_fail(&wrong, "matrix kernel %s writes outside of its result at %zu x %zu", name,
                       shape.rows, shape.cols);
    }
    for (size_t row = 0; row < shape.rows; row++) {
        float got = out[OFFSET + row];
        if (!is_right(got, expected[row])) {
            return bb_fail(&wrong, "matrix kernel %s, %zu x %zu, row %zu: got %.9f, expected %.9f",
                           name, shape.rows, shape.cols, row, (double)got, expected[row].sum);
        }
    }
    return BB_OK;
}

/* One matrix for all kernels: making it costs more than the products. */
static bb_status check_shape(const bb_cpu *cpu, shape shape)
{
    bb_status status = BB_OK;
    for (pattern pattern = 0; pattern < PATTERNS; pattern++) {
        expectation expected[ROWS_MAX];
        fill(shape, pattern);
        expect(shape, expected);
        for (size_t kernel = 0; kernel < bb_matmul_kernel_count && !status; kernel++) {
            if (bb_matmul_usable(cpu, kernel)) {
                status = check_kernel(kernel, shape, expected);
            }
        }
    }
    return status;
}

bb_status bb_selftest_run(const bb_cpu *cpu)
{
    bb_status status = BB_OK;
    for (size_t rows = 0; rows <= ROWS_MAX && !status; rows++) {
        status = check_shape(cpu, (shape){rows, FEW_COLUMNS});
    }
    for (size_t cols = 0; cols <= COLUMNS_MAX && !status; cols += cols < ALL_COLUMNS ? 1 : 7) {
        status = check_shape(cpu, (shape){SOME_ROWS, cols});
    }
    return status;
}

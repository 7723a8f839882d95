/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../../main/c/kernel/math.c ../../../main/c/kernel/vector_max.c
   ../../../main/c/kernel/vector_softmax.c */
#include "bb_exp.h"
#include "bb_math.h"
#include "bb_test.h"
#include "bb_vector.h"

/* Distance of a float from the true value, in units of the float's last place. */
static double ulps(float actual, double expected)
{
    float rounded = fabsf((float)expected);
    double unit = (double)nextafterf(rounded, INFINITY) - (double)rounded;
    return fabs((double)actual - expected) / unit;
}

TEST(expf)
{
    double worst = 0;
    for (uint32_t bits = 0; bits < 0x42b00000u; bits += 997) { /* 0 to 88 */
        float x = bb_float_of_bits(bits);
        worst = fmax(worst, ulps(bb_expf(x), exp((double)x)));
        if (x < 87.0f) { /* the results stay normal numbers */
            worst = fmax(worst, ulps(bb_expf(-x), exp(-(double)x)));
        }
    }
    fprintf(stderr, "expf: at most %.3f ulp\n", worst);
    CHECK(worst < 1.5);
    CHECK(bb_expf(0.0f) == 1.0f);
    CHECK(bb_expf(-INFINITY) == 0.0f);
    CHECK(bb_expf(-105.0f) == 0.0f);
    CHECK(bb_expf(INFINITY) == INFINITY);
    CHECK(bb_expf(89.0f) == INFINITY);
    CHECK(isnan(bb_expf(NAN)));
    CHECK(fabs((double)bb_expf(-100.0f) - exp(-100.0)) < 1e-44); /* subnormal */
}

TEST(logf)
{
    double worst = 0;
    for (uint32_t bits = 0x00800000u; bits < 0x7f800000u; bits += 4999) {
        float x = bb_float_of_bits(bits);
        if (x != 1.0f) {
            worst = fmax(worst, ulps(bb_logf(x), log((double)x)));
        }
    }
    fprintf(stderr, "logf: at most %.3f ulp\n", worst);
    CHECK(worst < 1.0);
    CHECK(bb_logf(1.0f) == 0.0f);
    CHECK(bb_logf(0.0f) == -INFINITY);
    CHECK(bb_logf(INFINITY) == INFINITY);
    CHECK(isnan(bb_logf(-1.0f)));
    CHECK(isnan(bb_logf(NAN)));
}

TEST(sqrtf)
{
    for (uint32_t bits = 0; bits < 0x7f800000u; bits += 99991) {
        float x = bb_float_of_bits(bits);
        CHECK(bb_sqrtf(x) == sqrtf(x));
    }
    CHECK(isnan(bb_sqrtf(-1.0f)));
}

TEST(double)
{
    double worst = 0;
    for (int i = -400000; i <= 400000; i++) {
        double x = i * 2.4999;
        worst = fmax(worst, fabs(bb_sin(x) - sin(x)));
        worst = fmax(worst, fabs(bb_cos(x) - cos(x)));
    }
    fprintf(stderr, "sin and cos: at most %.2e\n", worst);
    CHECK(worst < 1e-10);
    double relative = 0;
    for (double base = 0.001; base < 1e7; base *= 1.37) {
        for (double exponent = -10; exponent <= 10; exponent += 0.37) {
            double expected = pow(base, exponent);
            relative = fmax(relative, fabs(bb_pow(base, exponent) - expected) / expected);
        }
    }
    fprintf(stderr, "pow: at most %.2e of the value\n", relative);
    CHECK(relative < 1e-10);
    CHECK(bb_pow(10000.0, 0.0) == 1.0);
}

/* The vectors end at the end of their memory, which AddressSanitizer watches. */
static float *random_vector(size_t count)
{
    float *values = malloc(count * sizeof *values);
    for (size_t i = 0; i < count; i++) {
        values[i] = (float)(rand() % 2000 - 1000) / 50.0f;
    }
    return values;
}

TEST(max)
{
    CHECK(bb_vector_max(NULL, 0) == -INFINITY);
    CHECK_EQUAL(bb_vector_argmax(NULL, 0), 0);
    for (size_t count = 1; count < 70; count++) {
        float *values = random_vector(count);
        size_t best = 0;
        for (size_t i = 1; i < count; i++) {
            best = values[i] > values[best] ? i : best;
        }
        CHECK(bb_vector_max(values, count) == values[best]);
        CHECK_EQUAL(bb_vector_argmax(values, count), best);
        for (size_t i = 0; i < count; i++) {
            float kept = values[i];
            values[i] = NAN;
            CHECK(isnan(bb_vector_max(values, count)));
            CHECK_EQUAL(bb_vector_argmax(values, count), count);
            values[i] = kept;
        }
        for (size_t i = 0; i < count; i++) {
            values[i] = -INFINITY;
        }
        CHECK_EQUAL(bb_vector_argmax(values, count), 0);
        free(values);
    }
}

TEST(softmax)
{
    for (size_t count = 1; count < 70; count++) {
        float *values = random_vector(count);
        double *expected = malloc(count * sizeof *expected);
        double sum = 0;
        for (size_t i = 0; i < count; i++) {
            expected[i] = exp((double)values[i] * 0.25);
            sum += expected[i];
        }
        CHECK(bb_vector_softmax(values, count, 0.25f));
        double worst = 0;
        for (size_t i = 0; i < count; i++) {
            worst = fmax(worst, fabs((double)values[i] - expected[i] / sum));
        }
        CHECK(worst < 1e-6);
        free(expected);
        free(values);
    }
    float huge[] = {3e38f, -3e38f, -INFINITY};
    CHECK(bb_vector_softmax(huge, 3, 1.0f));
    CHECK(huge[0] == 1.0f && huge[1] == 0.0f && huge[2] == 0.0f);
    float nan[] = {1.0f, NAN, 2.0f};
    CHECK(!bb_vector_softmax(nan, 3, 1.0f));
    float infinite[] = {1.0f, INFINITY};
    CHECK(!bb_vector_softmax(infinite, 2, 1.0f));
    float ruled_out[] = {-INFINITY, -INFINITY};
    CHECK(!bb_vector_softmax(ruled_out, 2, 1.0f));
}

int main(void)
{
    return RUN(expf) | RUN(logf) | RUN(sqrtf) | RUN(double) | RUN(max) | RUN(softmax);
}

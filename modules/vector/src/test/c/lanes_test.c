/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: test_cpu.c probe_sse2.c probe_avx2.c probe_avx512.c */
/*
 * The exponential function and the conversions of float16, of every set that this processor can
 * run. Given an argument, the exponential is tried for every float of a magnitude above 2^-13,
 * which takes a minute; else for one in 1021.
 */
#include "bb_test.h"
#include "probe.h"
#include "test_cpu.h"

static const probe *probed;
/* A prime, so that all kinds of fractions occur. */
enum { SOME = 1021 };

static uint32_t stride = SOME;

static float of_bits(uint32_t bits)
{
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static uint32_t bits_of(float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

/* The distance of neighbouring floats at a magnitude. */
static double unit(double magnitude)
{
    int exponent;
    frexp(magnitude, &exponent);
    return ldexp(1.0, (exponent < -125 ? -125 : exponent) - 24);
}

typedef void function(float *out, const float *x);

/* How far a function is off for every float, or some, between two, in units of the last place. */
static double errors(function *tried, double (*truth)(double), uint32_t first, uint32_t last,
                     uint32_t step)
{
    double most = 0;
    for (uint32_t bits = first; bits <= last - 16 * step; bits += 16 * step) {
        float x[16], out[16];
        for (uint32_t i = 0; i < 16; i++)
            x[i] = of_bits(bits + i * step);
        tried(out, x);
        for (uint32_t i = 0; i < 16; i++) {
            double exact = truth((double)x[i]);
            if (exact > 0x1.fffffefp127) {
                CHECK(out[i] == INFINITY);
                continue;
            }
            double error = fabs((double)out[i] - exact) / unit(exact);
            most = error > most ? error : most;
        }
    }
    return most;
}

static double exp_errors(uint32_t first, uint32_t last, uint32_t step)
{
    return errors(probed->exp, exp, first, last, step);
}

TEST(tanh)
{
    double most = errors(probed->tanh, tanh, bits_of(0x1p-120f), bits_of(30.0f), stride);
    double negative = errors(probed->tanh, tanh, bits_of(-0x1p-120f), bits_of(-30.0f), stride);
    printf("tanh is off by at most %.3f (positive), %.3f (negative) ulp\n", most, negative);
    CHECK(most < 4 && negative < 4);
    float x[16] = {0.0f, INFINITY, -INFINITY, NAN, 1e30f, -1e30f, 10.0f, -10.0f};
    float out[16];
    probed->tanh(out, x);
    CHECK(out[0] == 0 && out[1] == 1 && out[2] == -1 && isnan(out[3]));
    CHECK(out[4] == 1 && out[5] == -1 && out[6] == 1 && out[7] == -1);
}

TEST(exp)
{
    /* Nearer to 0, the result is 1, or next to it. */
    const float small = 0x1p-13f;
    CHECK(exp_errors(0, bits_of(small), SOME) < 1);
    CHECK(exp_errors(bits_of(-0.0f), bits_of(-small), SOME) < 1);
    double positive = exp_errors(bits_of(small), bits_of(90.0f), stride);
    double negative = exp_errors(bits_of(-small), bits_of(-110.0f), stride);
    printf("exp is off by at most %.3f (positive), %.3f (negative) ulp\n", positive, negative);
    CHECK(positive < 1.02 && negative < 1.02);
}

TEST(exp_edges)
{
    float x[16] = {0.0f,  -0.0f,  INFINITY, -INFINITY, NAN,       -NAN,       88.7228f, 88.9f,
                   1e30f, -1e30f, -103.9f,  -104.1f,   0x1p-149f, -0x1p-149f, 1.0f,     -1.0f};
    float out[16];
    probed->exp(out, x);
    CHECK(out[0] == 1 && out[1] == 1 && out[2] == INFINITY && out[3] == 0);
    CHECK(isnan(out[4]) && isnan(out[5]));
    CHECK(isfinite(out[6]) && out[7] == INFINITY && out[8] == INFINITY && out[9] == 0);
    CHECK(out[10] == 0x1p-149f);
    CHECK(out[11] == 0 && out[12] == 1 && out[13] == 1);
}

/* Every half there is. */
TEST(widen)
{
    for (uint32_t first = 0; first < 0x10000; first += 16) {
        uint16_t halves[16];
        float out[16];
        for (uint32_t i = 0; i < 16; i++)
            halves[i] = (uint16_t)(first + i);
        probed->widen(out, halves);
        for (uint32_t i = 0; i < 16; i++) {
            _Float16 half;
            memcpy(&half, &halves[i], sizeof half);
            float expected = (float)half;
            CHECK(isnan(expected) ? isnan(out[i]) : bits_of(out[i]) == bits_of(expected));
        }
    }
}

static void check_narrow(uint32_t first, uint32_t step)
{
    float values[16];
    uint16_t halves[16];
    for (uint32_t i = 0; i < 16; i++)
        values[i] = of_bits(first + i * step);
    probed->narrow(halves, values);
    for (uint32_t i = 0; i < 16; i++) {
        _Float16 half = (_Float16)values[i];
        uint16_t expected;
        memcpy(&expected, &half, sizeof expected);
        if (isnan(values[i]))
            CHECK((halves[i] & 0x7c00) == 0x7c00 && (halves[i] & 0x3ff) != 0);
        else
            CHECK_EQUAL(halves[i], expected);
    }
}

/* Floats of all kinds, and those around each half and each point between two. */
TEST(narrow)
{
    for (uint64_t first = 0; first < UINT64_C(0x100000000); first += 16 * 997)
        check_narrow((uint32_t)first, 997);
    for (uint32_t half = 0; half < 0x10000; half++) {
        uint16_t bits = (uint16_t)half;
        _Float16 value;
        memcpy(&value, &bits, sizeof value);
        check_narrow(bits_of((float)value) - 8, 1);
        check_narrow(bits_of((float)value) + 0x1000 - 8, 1);
    }
}

int main(int count, char **arguments)
{
    (void)arguments;
    if (count > 1)
        stride = 1;
    int failed = 0;
    const probe *const probes[] = {&probe_sse2, &probe_avx2, &probe_avx512};
    for (size_t i = 0; test_set_name(i) != NULL; i++) {
        if (!test_set_runs(i))
            continue;
        printf("%s\n", test_set_name(i));
        probed = probes[i];
        failed |= RUN(tanh) | RUN(exp) | RUN(exp_edges) | RUN(widen) | RUN(narrow);
    }
    return failed;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/vector_sse2.c ../../main/c/vector_avx2.c ../../main/c/vector_avx512.c
 * test_sets.c test_cpu.c */
/* Every set that this processor can run against references in double. */
#include <float.h>

#include "bb_test.h"
#include "guarded.h"
#include "test_sets.h"

static uint64_t seed;
static const bb_vector_set *set;

static double uniform(void)
{
    return (double)(bb_test_random(&seed) >> 11) * 0x1p-53;
}

/* Of many magnitudes, both signs. */
static float spread(double exponents)
{
    double magnitude = exp2((uniform() - 0.5) * exponents);
    return (float)(uniform() < 0.5 ? -magnitude : magnitude);
}

static void fill(float *out, size_t count, double exponents)
{
    for (size_t i = 0; i < count; i++)
        out[i] = spread(exponents);
}

static const size_t counts[] = {1,  2,  3,  7,   15,  16,  17,  31,  32,  33,  47,   48,
                                63, 64, 65, 100, 127, 128, 129, 288, 768, 769, 2048, 5632};
enum { COUNTS = sizeof counts / sizeof counts[0] };

static void check_rmsnorm(size_t count, double exponents)
{
    float *x = guarded_floats(count);
    float *weight = guarded_floats(count);
    float *out = guarded_floats(count);
    fill(x, count, exponents);
    fill(weight, count, 4);
    set->rmsnorm(out, x, weight, count, 1e-5f);
    double squares = 0.0;
    for (size_t i = 0; i < count; i++)
        squares += (double)x[i] * (double)x[i];
    double factor = 1.0 / sqrt(squares / (double)count + (double)1e-5f);
    double error = ((double)count / 64 + 12) * 0x1p-24;
    for (size_t i = 0; i < count; i++) {
        double expected = (double)weight[i] * (double)x[i] * factor;
        CHECK_NEAR(out[i], expected, fabs(expected) * error + 0x1p-148);
    }
    x[count - 1] = NAN;
    set->rmsnorm(out, x, weight, count, 1e-5f);
    for (size_t i = 0; i < count; i++)
        CHECK(isnan(out[i]));
    free(x);
    free(weight);
    free(out);
}

TEST(rmsnorm)
{
    for (size_t i = 0; i < COUNTS; i++) {
        check_rmsnorm(counts[i], 2);
        check_rmsnorm(counts[i], 60);
        check_rmsnorm(counts[i], 120);
    }
}

static void check_rope(size_t heads, size_t head_size)
{
    size_t count = heads * head_size;
    float *x = guarded_floats(count);
    float *cosines = guarded_floats(head_size / 2);
    float *sines = guarded_floats(head_size / 2);
    float *before = guarded_floats(count);
    fill(x, count, 40);
    memcpy(before, x, count * sizeof *x);
    for (size_t i = 0; i < head_size / 2; i++) {
        cosines[i] = (float)cos(uniform() * 7);
        sines[i] = (float)sin(uniform() * 7);
    }
    set->rope(x, heads, head_size, cosines, sines);
    for (size_t i = 0; i < count; i += 2) {
        double a = (double)before[i], b = (double)before[i + 1];
        double c = (double)cosines[i % head_size / 2], s = (double)sines[i % head_size / 2];
        CHECK_NEAR(x[i], a * c - b * s, (fabs(a * c) + fabs(b * s)) * 0x1p-23);
        CHECK_NEAR(x[i + 1], a * s + b * c, (fabs(a * s) + fabs(b * c)) * 0x1p-23);
    }
    free(x);
    free(cosines);
    free(sines);
    free(before);
}

TEST(rope)
{
    for (size_t heads = 1; heads <= 9; heads += 2)
        for (size_t head_size = 2; head_size <= 160; head_size += head_size < 70 ? 2 : 10)
            check_rope(heads, head_size);
}

static void check_swiglu(size_t count, double exponents)
{
    float *gate = guarded_floats(count);
    float *up = guarded_floats(count);
    float *out = guarded_floats(count);
    fill(gate, count, exponents);
    fill(up, count, exponents);
    set->swiglu(out, gate, up, count);
    for (size_t i = 0; i < count; i++) {
        double x = (double)gate[i];
        double expected = x / (1.0 + exp(-x)) * (double)up[i];
        /* Below -88.7 the exponential is infinite, and silu 0. */
        double lost = x < -88.7 ? 1e-36 * fabs((double)up[i]) : 0;
        CHECK_NEAR(out[i], expected, fabs(expected) * 4 * 0x1p-23 + lost + 0x1p-148);
    }
    set->swiglu(gate, gate, up, count);
    CHECK(memcmp(gate, out, count * sizeof *out) == 0);
    free(gate);
    free(up);
    free(out);
}

TEST(swiglu)
{
    for (size_t i = 0; i < COUNTS; i++) {
        check_swiglu(counts[i] * 16, 4);
        check_swiglu(counts[i] * 16, 14);
        check_swiglu(counts[i] * 16, 60);
    }
    float gate[16] = {NAN, 1, INFINITY}, up[16] = {1, NAN, 1}, out[16];
    set->swiglu(out, gate, up, 16);
    CHECK(isnan(out[0]) && isnan(out[1]) && out[2] == INFINITY);
}

/* The exponent's roundings change a negative gate's result by its magnitude. */
static void check_geglu(size_t count, double exponents)
{
    float *gate = guarded_floats(count);
    float *up = guarded_floats(count);
    float *out = guarded_floats(count);
    fill(gate, count, exponents);
    fill(up, count, 4);
    set->geglu(out, gate, up, count);
    for (size_t i = 0; i < count; i++) {
        double x = (double)gate[i];
        double w = 2 * sqrt(2 / acos(-1.0)) * (x + 0.044715 * x * x * x);
        double expected = x / (1 + exp(-w)) * (double)up[i];
        double units = 12 + (w < 0 ? -5 * w : 0);
        /* Below -88.7 the exponential is infinite, and gelu 0. */
        double lost = w < -88.7 ? 1e-35 * fabs((double)up[i]) : 0;
        CHECK_NEAR(out[i], expected, fabs(expected) * units * 0x1p-24 + lost + 0x1p-148);
    }
    set->geglu(gate, gate, up, count);
    CHECK(memcmp(gate, out, count * sizeof *out) == 0);
    free(gate);
    free(up);
    free(out);
}

TEST(geglu)
{
    for (size_t i = 0; i < COUNTS; i++) {
        check_geglu(counts[i] * 16, 4);
        check_geglu(counts[i] * 16, 8);
        check_geglu(counts[i] * 16, 60);
    }
    float gate[16] = {NAN, 1, INFINITY}, up[16] = {1, NAN, 1}, out[16];
    set->geglu(out, gate, up, 16);
    CHECK(isnan(out[0]) && isnan(out[1]) && out[2] == INFINITY);
}

static void check_soft_cap(size_t count, float cap, double exponents)
{
    float *x = guarded_floats(count);
    float *before = guarded_floats(count);
    fill(x, count, exponents);
    memcpy(before, x, count * sizeof *x);
    set->soft_cap(x, count, cap);
    for (size_t i = 0; i < count; i++) {
        double expected = (double)cap * tanh((double)before[i] / (double)cap);
        CHECK_NEAR(x[i], expected, fabs(expected) * 12 * 0x1p-24 + 0x1p-126);
    }
    x[count - 1] = NAN;
    set->soft_cap(x, count, cap);
    CHECK(isnan(x[count - 1]));
    free(x);
    free(before);
}

TEST(soft_cap)
{
    for (size_t i = 0; i < COUNTS; i++) {
        check_soft_cap(counts[i], 30, 16);
        check_soft_cap(counts[i], 30, 60);
        check_soft_cap(counts[i], 0.25f, 8);
    }
}

TEST(accumulate)
{
    for (size_t c = 0; c < COUNTS; c++) {
        size_t count = counts[c];
        float *sum = guarded_floats(count);
        float *x = guarded_floats(count);
        float *before = guarded_floats(count);
        fill(sum, count, 250);
        fill(x, count, 250);
        x[count / 2] = NAN;
        memcpy(before, sum, count * sizeof *sum);
        set->accumulate(sum, x, count);
        for (size_t i = 0; i < count; i++)
            CHECK(i == count / 2 ? isnan(sum[i]) : sum[i] == before[i] + x[i]);
        free(sum);
        free(x);
        free(before);
    }
}

TEST(interleave)
{
    for (size_t tokens = 0; tokens <= 34; tokens++) {
        for (size_t cols = 0; cols <= 70; cols += cols < 20 ? 1 : 10) {
            size_t stride = cols + tokens % 3;
            float *x = guarded_floats(tokens > 0 ? (tokens - 1) * stride + cols : 0);
            float *values = guarded_floats(cols * tokens);
            for (size_t token = 0; token < tokens; token++)
                for (size_t col = 0; col < cols; col++)
                    x[token * stride + col] = (float)(token * 1000 + col);
            set->interleave(values, x, stride, cols, tokens);
            for (size_t token = 0; token < tokens; token++)
                for (size_t col = 0; col < cols; col++)
                    CHECK(values[col * tokens + token] == (float)(token * 1000 + col));
            free(x);
            free(values);
        }
    }
}

/* The nearest number of 11 significant bits, half to even. */
static float to_11_bits(float x)
{
    int exponent;
    double fraction = frexp((double)x, &exponent);
    return (float)ldexp(rint(ldexp(fraction, 11)), exponent - 11);
}

/* The rule of llama.cpp's reference, for one block. */
static void check_block(const int8_t *quants, float scale, int32_t sum, const float *x)
{
    float greatest = 0.0f;
    for (size_t i = 0; i < BB_BLOCK; i++) {
        if (!isfinite(x[i])) {
            /* No scale makes sense of it: every product with the block becomes NaN. */
            CHECK(!isfinite(scale));
            for (size_t k = 0; k < BB_BLOCK; k++)
                CHECK_EQUAL(quants[k], 0);
            CHECK_EQUAL(sum, 0);
            return;
        }
        greatest = fmaxf(greatest, fabsf(x[i]));
    }
    float expected = greatest / 127.0f;
    if (expected < FLT_MIN)
        expected = 0.0f;
    CHECK(scale == to_11_bits(expected));
    float inverse = expected > 0.0f ? 1.0f / expected : 0.0f;
    int32_t total = 0;
    for (size_t i = 0; i < BB_BLOCK; i++) {
        CHECK_EQUAL(quants[i], roundf(x[i] * inverse));
        total += quants[i];
    }
    CHECK_EQUAL(sum, total);
}

static void check_quantize(size_t blocks, size_t tokens, void (*make)(float *block))
{
    size_t cols = blocks * BB_BLOCK;
    size_t stride = cols + tokens % 3;
    float *x = guarded_floats(tokens * stride);
    int8_t *quants = guarded(cols * tokens);
    float *scales = guarded_floats(blocks * tokens);
    int32_t *sums = guarded(blocks * tokens * sizeof(int32_t));
    for (size_t token = 0; token < tokens; token++)
        for (size_t block = 0; block < blocks; block++)
            make(x + token * stride + block * BB_BLOCK);
    set->quantize(quants, scales, sums, x, stride, cols, tokens);
    for (size_t token = 0; token < tokens; token++)
        for (size_t block = 0; block < blocks; block++) {
            size_t place = block * tokens + token;
            check_block(quants + place * BB_BLOCK, scales[place], sums[place],
                        x + token * stride + block * BB_BLOCK);
        }
    free(x);
    free(quants);
    free(scales);
    free(sums);
}

static void ordinary_block(float *block)
{
    fill(block, BB_BLOCK, 6);
}

static void extreme_block(float *block)
{
    fill(block, BB_BLOCK, 20);
    float factor = (float)exp2((uniform() - 0.5) * 250);
    for (size_t i = 0; i < BB_BLOCK; i++)
        block[i] *= factor;
}

static void subnormal_block(float *block)
{
    for (size_t i = 0; i < BB_BLOCK; i++)
        block[i] = spread(4) * 0x1p-140f;
}

/* Scale 1 or nearly: halves, and the floats next to them. */
static void tied_block(float *block)
{
    for (size_t i = 0; i < BB_BLOCK; i++) {
        float tie = (float)((int)(uniform() * 253) - 126) + 0.5f;
        double pick = uniform();
        block[i] = pick < 0.4 ? tie : nextafterf(tie, pick < 0.7 ? 1000.0f : -1000.0f);
        if (uniform() < 0.1)
            block[i] = 0x1.fffffep-2f;
    }
    block[5] = 127.0f;
}

static void zero_block(float *block)
{
    for (size_t i = 0; i < BB_BLOCK; i++)
        block[i] = i % 2 == 0 ? 0.0f : -0.0f;
}

static void broken_block(float *block)
{
    fill(block, BB_BLOCK, 6);
    static const float bad[] = {NAN, -NAN, INFINITY, -INFINITY};
    block[bb_test_random(&seed) % BB_BLOCK] = bad[bb_test_random(&seed) % 4];
    block[3] = FLT_MAX;
}

TEST(quantize)
{
    static void (*const makes[])(float *) = {ordinary_block, extreme_block, subnormal_block,
                                             tied_block,     zero_block,    broken_block};
    for (size_t make = 0; make < sizeof makes / sizeof makes[0]; make++)
        for (size_t blocks = 1; blocks <= 24; blocks += blocks < 4 ? 1 : 5)
            for (size_t tokens = 1; tokens <= 9; tokens++)
                check_quantize(blocks, tokens, makes[make]);
}

static void check_softmax(size_t count, double exponents, float scale)
{
    float *values = guarded_floats(count);
    double *expected = guarded(count * sizeof(double));
    fill(values, count, exponents);
    double greatest = -INFINITY, sum = 0;
    for (size_t i = 0; i < count; i++)
        greatest = fmax(greatest, (double)values[i]);
    /* What the float difference and product are off by is not the exponential's error. */
    for (size_t i = 0; i < count; i++)
        sum += expected[i] = exp((double)((values[i] - (float)greatest) * scale));
    CHECK(set->softmax(values, count, scale));
    double error = ((double)count / 16 + 24) * 0x1p-24;
    for (size_t i = 0; i < count; i++) {
        expected[i] /= sum;
        CHECK_NEAR(values[i], expected[i], expected[i] * error + 0x1p-146);
    }
    free(values);
    free(expected);
}

TEST(softmax)
{
    for (size_t i = 0; i < COUNTS; i++) {
        check_softmax(counts[i], 2, 1.0f);
        check_softmax(counts[i], 8, 0.125f);
        check_softmax(counts[i], 250, 3.0f);
    }
    for (size_t count = 1; count < 40; count++) {
        float values[40];
        for (size_t bad = 0; bad < count; bad++) {
            fill(values, count, 3);
            values[bad] = NAN;
            CHECK(!set->softmax(values, count, 1.0f));
            fill(values, count, 3);
            values[bad] = INFINITY;
            CHECK(!set->softmax(values, count, 1.0f));
            for (size_t i = 0; i < count; i++)
                values[i] = i == bad ? -1e30f : -INFINITY;
            CHECK(set->softmax(values, count, 1.0f));
            for (size_t i = 0; i < count; i++)
                CHECK(values[i] == (i == bad ? 1.0f : 0.0f));
        }
        for (size_t i = 0; i < count; i++)
            values[i] = -INFINITY;
        CHECK(!set->softmax(values, count, 1.0f));
    }
    CHECK(!set->softmax(NULL, 0, 1.0f));
}

int main(void)
{
    int failed = 0;
    for (size_t i = 0; (set = test_set(i)) != NULL; i++) {
        printf("%s\n", set->name);
        failed |= RUN(rmsnorm) | RUN(rope) | RUN(swiglu) | RUN(geglu) | RUN(soft_cap) |
                  RUN(accumulate) | RUN(interleave) | RUN(quantize) | RUN(softmax);
    }
    return failed;
}

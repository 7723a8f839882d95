/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_math.h"

#include <stdint.h>
#include <xmmintrin.h>

#include "bb_exp.h"

#define LN2 0x1.62e42fefa39efp-1

float bb_sqrtf(float x)
{
    return _mm_cvtss_f32(_mm_sqrt_ss(_mm_set_ss(x)));
}

float bb_expf(float x)
{
    return bb_exp_inline(x);
}

/*
 * The natural logarithm of a positive normal number: x = 2^n m with m in [sqrt(1/2), sqrt(2)), and
 * log m = 2 atanh((m - 1) / (m + 1)) by its series, whose argument is below 0.172.
 */
static double log_of(double x)
{
    uint64_t bits;
    __builtin_memcpy(&bits, &x, sizeof bits);
    int exponent = (int)(bits >> 52) - 1023;
    bits = (bits & UINT64_C(0x000fffffffffffff)) | UINT64_C(0x3ff0000000000000);
    double m;
    __builtin_memcpy(&m, &bits, sizeof m);
    if (m >= 0x1.6a09e667f3bcdp0) {
        m /= 2;
        exponent++;
    }
    double s = (m - 1) / (m + 1);
    double square = s * s;
    double series = 0;
    for (int odd = 21; odd >= 1; odd -= 2) {
        series = series * square + 1.0 / odd;
    }
    return exponent * LN2 + 2 * s * series;
}

float bb_logf(float x)
{
    if (!(x > 0)) {
        return x == 0 ? -__builtin_inff() : __builtin_nanf("");
    }
    return x == __builtin_inff() ? x : (float)log_of(x);
}

/* e^x for |x| < 700 by its Taylor series on |r| <= ln 2 / 2. */
static double exp_of(double x)
{
    double n = (double)(int64_t)(x * 0x1.71547652b82fep0 + (x < 0 ? -0.5 : 0.5));
    double r = (x - n * 0x1.62e42fee00000p-1) - n * 0x1.a39ef35793c76p-33;
    double sum = 1;
    for (int k = 14; k >= 1; k--) {
        sum = 1 + r / k * sum;
    }
    uint64_t bits = (uint64_t)((int64_t)n + 1023) << 52;
    double scale;
    __builtin_memcpy(&scale, &bits, sizeof scale);
    return sum * scale;
}

double bb_pow(double base, double exponent)
{
    return exp_of(exponent * log_of(base));
}

/*
 * sin(x + quarter * pi / 2). The nearest multiple of pi / 2 is taken off in two parts, the first so
 * short that its product is exact; then one of the two Taylor series on |r| <= pi / 4.
 */
static double sin_of(double x, int64_t quarter)
{
    double n = (double)(int64_t)(x * 0x1.45f306dc9c883p-1 + (x < 0 ? -0.5 : 0.5));
    double r = (x - n * 0x1.921fb54400000p+0) - n * 0x1.0b4611a626331p-34;
    quarter += (int64_t)n;
    int first = (quarter & 1) ? 0 : 1; /* the power of the series' first term: cosine or sine */
    double sum = 1;
    for (int power = first + 16; power > first; power -= 2) {
        sum = 1 - r * r / (power * (power - 1)) * sum;
    }
    double value = first ? r * sum : sum;
    return (quarter & 2) ? -value : value;
}

double bb_sin(double x)
{
    return sin_of(x, 0);
}

double bb_cos(double x)
{
    return sin_of(x, 1);
}

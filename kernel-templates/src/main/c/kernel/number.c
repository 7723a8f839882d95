/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers from text. */
#include "bb_text.h"

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Reads a sign at *at; true if it is a minus. */
static bool take_sign(const char *text, size_t length, size_t *at)
{
    bool minus = *at < length && text[*at] == '-';
    if (*at < length && (text[*at] == '-' || text[*at] == '+'))
        ++*at;
    return minus;
}

bool bb_parse_integer(const char *text, size_t length, int64_t *out)
{
    size_t at = 0;
    bool minus = take_sign(text, length, &at);
    if (at == length)
        return false;
    int64_t value = 0;
    for (; at < length; at++) {
        if (!is_digit(text[at]))
            return false;
        /* Downwards for negative numbers: there is one more of them. */
        int digit = text[at] - '0';
        if (__builtin_mul_overflow(value, 10, &value) ||
            __builtin_add_overflow(value, minus ? -digit : digit, &value))
            return false;
    }
    *out = value;
    return true;
}

/* value * 10^exponent, within a few units in the last place. */
static double scale(double value, int exponent)
{
    static const double powers[] = {1e1, 1e2, 1e4, 1e8, 1e16, 1e32, 1e64, 1e128, 1e256};
    enum { COUNT = sizeof powers / sizeof powers[0] };
    /* Each factor is a rounding: exact for the exponents of everyday, up to 22. */
    static const double small[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                   1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                   1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    unsigned rest = (unsigned)(exponent < 0 ? -exponent : exponent);
    if (rest < sizeof small / sizeof small[0])
        return exponent < 0 ? value / small[rest] : value * small[rest];
    for (unsigned i = COUNT; i-- > 0;) {
        if (rest >= 1u << i) {
            value = exponent < 0 ? value / powers[i] : value * powers[i];
            rest -= 1u << i;
        }
    }
    return value;
}

/* [+-] digits [. digits] [e [+-] digits], with a digit before or after the point. */
bool bb_parse_number(const char *text, size_t length, double *out)
{
    enum { EXPONENT_LIMIT = 100000 };
    size_t at = 0;
    bool minus = take_sign(text, length, &at);

    /* 19 digits fit; those after change the exponent at most. */
    uint64_t mantissa = 0;
    int64_t exponent = 0;
    size_t digits = 0;
    bool fraction = false;
    for (; at < length; at++) {
        if (text[at] == '.' && !fraction) {
            fraction = true;
            continue;
        }
        if (!is_digit(text[at]))
            break;
        digits++;
        if (mantissa < UINT64_C(1000000000000000000)) {
            mantissa = mantissa * 10 + (uint64_t)(text[at] - '0');
            exponent -= fraction;
        } else {
            exponent += !fraction;
        }
    }
    if (digits == 0)
        return false;

    if (at < length && (text[at] == 'e' || text[at] == 'E')) {
        at++;
        bool negative = take_sign(text, length, &at);
        int64_t shift = 0;
        size_t first = at;
        for (; at < length && is_digit(text[at]); at++)
            if (shift < EXPONENT_LIMIT)
                shift = shift * 10 + (text[at] - '0');
        if (at == first)
            return false;
        exponent += negative ? -shift : shift;
    }
    if (at != length)
        return false;

    double value = 0;
    if (mantissa != 0 && exponent > 400)
        return false;
    if (mantissa != 0 && exponent > -400)
        value = scale((double)mantissa, (int)exponent);
    if (value > 0x1.fffffffffffffp1023)
        return false;
    *out = minus ? -value : value;
    return true;
}

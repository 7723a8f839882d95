/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers from text. */
#include "bb_bytes.h"
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

/* mantissa * 2^exponent; the mantissa's highest bit is set. */
typedef struct scaled {
    uint64_t mantissa;
    int exponent;
} scaled;

static scaled multiply(scaled a, scaled b)
{
    unsigned __int128 product = (unsigned __int128)a.mantissa * b.mantissa;
    int shift = product >> 127 != 0 ? 64 : 63;
    uint64_t mantissa = (uint64_t)(product >> shift), half = (uint64_t)(product >> (shift - 1)) & 1;
    int exponent = a.exponent + b.exponent + shift;
    if (__builtin_add_overflow(mantissa, half, &mantissa)) /* rounded up to 2^64 */
        return (scaled){UINT64_C(1) << 63, exponent + 1};
    return (scaled){mantissa, exponent};
}

static scaled scaled_of(uint64_t mantissa)
{
    int zeros = __builtin_clzll(mantissa);
    return (scaled){mantissa << zeros, -zeros};
}

/* 10^(2^i) and 10^-(2^i), correctly rounded. */
static const scaled powers[2][9] = {
    {{UINT64_C(0xa000000000000000), -60},
     {UINT64_C(0xc800000000000000), -57},
     {UINT64_C(0x9c40000000000000), -50},
     {UINT64_C(0xbebc200000000000), -37},
     {UINT64_C(0x8e1bc9bf04000000), -10},
     {UINT64_C(0x9dc5ada82b70b59e), 43},
     {UINT64_C(0xc2781f49ffcfa6d5), 149},
     {UINT64_C(0x93ba47c980e98ce0), 362},
     {UINT64_C(0xaa7eebfb9df9de8e), 787}},
    {{UINT64_C(0xcccccccccccccccd), -67},
     {UINT64_C(0xa3d70a3d70a3d70a), -70},
     {UINT64_C(0xd1b71758e219652c), -77},
     {UINT64_C(0xabcc77118461cefd), -90},
     {UINT64_C(0xe69594bec44de15b), -117},
     {UINT64_C(0xcfb11ead453994ba), -170},
     {UINT64_C(0xa87fea27a539e9a5), -276},
     {UINT64_C(0xddd0467c64bce4a1), -489},
     {UINT64_C(0xc0314325637a193a), -914}},
};

static double power_of_two(int exponent)
{
    double value;
    uint64_t bits = (uint64_t)(exponent + 1023) << 52;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/*
 * mantissa * 10^exponent, for a mantissa that is not 0 and |exponent| <= 511. Computed with 64
 * bits, so that the result is nearly always the nearest double, else the one beside it. May be
 * infinite.
 */
static double scale(uint64_t mantissa, int exponent)
{
    scaled value = scaled_of(mantissa);
    unsigned rest = (unsigned)(exponent < 0 ? -exponent : exponent);
    for (unsigned i = 0; rest != 0; i++, rest >>= 1)
        if ((rest & 1) != 0)
            value = multiply(value, powers[exponent < 0][i]);
    /* In two steps: the power alone may be too small for a double. */
    int half = value.exponent / 2;
    return (double)value.mantissa * power_of_two(half) * power_of_two(value.exponent - half);
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
        value = scale(mantissa, (int)exponent);
    if (value > 0x1.fffffffffffffp1023)
        return false;
    *out = minus ? -value : value;
    return true;
}

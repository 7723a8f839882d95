/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_decimal.h"

#include <stdbool.h>
#include <stdint.h>

#include "bb_bytes.h"

/* A whole number of up to 1024 bits, lowest limb first. */
enum { LIMBS = 32 };

typedef struct whole {
    uint32_t limb[LIMBS];
} whole;

static whole whole_of(uint64_t mantissa, unsigned shift)
{
    whole number = {{0}};
    unsigned limb = shift / 32;
    unsigned __int128 bits = (unsigned __int128)mantissa << (shift % 32);
    for (; bits != 0 && limb < LIMBS; limb++, bits >>= 32)
        number.limb[limb] = (uint32_t)bits;
    return number;
}

/* Divides by 10^9, returns the remainder; *zero tells whether the quotient is. */
static uint32_t whole_divide(whole *number, bool *zero)
{
    enum { BILLION = 1000000000 };
    uint64_t rest = 0;
    uint32_t seen = 0;
    for (size_t i = LIMBS; i-- > 0;) {
        rest = rest << 32 | number->limb[i];
        number->limb[i] = (uint32_t)(rest / BILLION);
        seen |= number->limb[i];
        rest %= BILLION;
    }
    *zero = seen == 0;
    return (uint32_t)rest;
}

/* Writes the digits so that they end before `end`; returns their start. */
static char *whole_digits(whole number, char *end)
{
    bool last;
    do {
        uint32_t part = whole_divide(&number, &last);
        for (int i = 0; last ? part != 0 || i == 0 : i < 9; i++) {
            *--end = (char)('0' + part % 10);
            part /= 10;
        }
    } while (!last);
    return end;
}

static uint64_t power_of_ten(size_t exponent)
{
    uint64_t power = 1;
    for (; exponent > 0; exponent--)
        power *= 10;
    return power;
}

/*
 * The fraction m / 2^shift < 1 as a multiple of 1 / unit, rounded; may come out as `unit`.
 * m < 2^53 and unit <= 10^17, so that the product has less than 110 bits.
 */
static uint64_t fraction_of(uint64_t mantissa, unsigned shift, uint64_t unit, bool odd_whole)
{
    if (shift > 120)
        return 0;
    unsigned __int128 product = (unsigned __int128)mantissa * unit;
    unsigned __int128 half = shift == 0 ? 0 : (unsigned __int128)1 << (shift - 1);
    uint64_t quotient = (uint64_t)(product >> shift);
    unsigned __int128 rest = product - ((unsigned __int128)quotient << shift);
    bool odd = unit == 1 ? odd_whole : (quotient & 1) != 0;
    return quotient + (shift > 0 && (rest > half || (rest == half && odd)));
}

size_t bb_decimal(double value, size_t precision, char out[BB_DECIMAL_CAPACITY])
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    bool negative = bits >> 63 != 0;
    unsigned exponent = (unsigned)(bits >> 52) & 0x7ff;
    uint64_t mantissa = bits & ((UINT64_C(1) << 52) - 1);
    size_t length = 0;
    if (negative)
        out[length++] = '-';
    if (exponent == 0x7ff) {
        memcpy(out + length, mantissa == 0 ? "inf" : "nan", 3);
        return length + 3;
    }
    if (precision > BB_DECIMAL_PRECISION)
        precision = BB_DECIMAL_PRECISION;

    /* value = mantissa * 2^(exponent - 1075), with the implicit bit of normal numbers */
    if (exponent == 0)
        exponent = 1;
    else
        mantissa |= UINT64_C(1) << 52;

    uint64_t unit = power_of_ten(precision), fraction = 0;
    whole number;
    if (exponent >= 1075) {
        number = whole_of(mantissa, exponent - 1075);
    } else {
        unsigned shift = 1075 - exponent;
        uint64_t integer = shift < 64 ? mantissa >> shift : 0;
        uint64_t rest = shift < 64 ? mantissa - (integer << shift) : mantissa;
        fraction = fraction_of(rest, shift, unit, (integer & 1) != 0);
        if (fraction >= unit) {
            integer++;
            fraction -= unit;
        }
        number = whole_of(integer, 0);
    }

    char digits[310];
    char *start = whole_digits(number, digits + sizeof digits);
    size_t count = (size_t)(digits + sizeof digits - start);
    memcpy(out + length, start, count);
    length += count;
    if (precision == 0)
        return length;
    out[length++] = '.';
    for (size_t i = precision; i-- > 0; fraction /= 10)
        out[length + i] = (char)('0' + fraction % 10);
    return length + precision;
}

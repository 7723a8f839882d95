/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_DECIMAL_H
#define BB_DECIMAL_H

/* Decimal text of a double, exactly rounded (to nearest, halves to even). */
#include <stddef.h>

enum {
    BB_DECIMAL_PRECISION = 17,                               /* decimals at most */
    BB_DECIMAL_CAPACITY = 1 + 309 + 1 + BB_DECIMAL_PRECISION /* sign, digits, point, decimals */
};

/* Writes the number without a zero byte, or inf or nan; returns the length. */
size_t bb_decimal(double value, size_t precision, char out[BB_DECIMAL_CAPACITY]);

#endif

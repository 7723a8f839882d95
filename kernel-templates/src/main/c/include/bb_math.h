/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_MATH_H
#define BB_MATH_H

/* Elementary functions for freestanding code, with their errors measured in tests against libm. */
#include <stddef.h>

float bb_sqrtf(float x); /* correctly rounded */
float bb_expf(float x);  /* at most 2 ulp; underflows to 0, overflows to infinity */
float bb_logf(float x);  /* at most 2 ulp for normal x > 0 */
double bb_sin(double x); /* absolute error below 1e-10 for |x| < 1e6 */
double bb_cos(double x);
double bb_pow(double base, double exponent); /* base > 0; relative error below 1e-10 */

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_VECTOR_H
#define BB_VECTOR_H

/*
 * Operations on vectors of floats of any length; pointers need the alignment of a float only. They
 * use the SSE2 that every x86_64 has; what the firmware may see of it is saved by its handlers, so
 * no bracket of bb_platform.h is needed.
 */
#include <stdbool.h>
#include <stddef.h>

/* The greatest value; NaN if there is one; minus infinity for no values. */
float bb_vector_max(const float *values, size_t count);

/* The first place of the greatest value, or `count` if there is a NaN or no value. */
size_t bb_vector_argmax(const float *values, size_t count);

/*
 * Softmax in place: values[i] = exp(scale * values[i]) / sum over j of exp(scale * values[j]), for
 * scale > 0. Returns false, with values of no meaning, if there is no such distribution: a value is
 * NaN or infinity, or all are minus infinity.
 */
bool bb_vector_softmax(float *values, size_t count, float scale);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FINITE_H
#define FINITE_H

#include <stdbool.h>
#include <stddef.h>

/* Whether no value is NaN or infinity. */
bool bb_format_llama2c_finite(const float *values, size_t count);

#endif

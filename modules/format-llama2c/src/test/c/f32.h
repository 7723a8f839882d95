/* SPDX-License-Identifier: Apache-2.0 */
#ifndef F32_H
#define F32_H

/* The weights of type F32, as a kernel's matrix module gives them. */
#include <stdbool.h>

#include "bb_weights.h"

/* Whether there are such weights; true at first. */
extern bool f32_installed;

/* An element of a matrix in panels. */
float f32_at(const void *panels, size_t cols, size_t row, size_t col);

#endif

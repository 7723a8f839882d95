/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the types of weights have in common whose panels hold single elements (F32, F16, BF16), for
 * the modules that bring such a type. The functions are inlined, so that sizes and conversions are
 * constants where they are used.
 */
#ifndef ELEMENTS_H
#define ELEMENTS_H

#include <stddef.h>

#include "bb_matmul.h"
#include "bb_weights.h"

/* The value of element `index` of a panel. */
typedef float bb_element(const void *panel, size_t index);

/* bb_weight_type.pack. The panel's padding, if it has any, becomes zero. */
static inline void bb_elements_pack(void *panel, const void *source, size_t row_bytes, size_t rows,
                                    size_t cols, size_t element_bytes)
{
    size_t bytes = cols * BB_PANEL_ROWS * element_bytes;
    size_t padding = -bytes % BB_PANEL_ALIGNMENT;
    __builtin_memset((char *)panel + bytes, 0, padding);
    for (size_t row = 0; row < BB_PANEL_ROWS; row++) {
        for (size_t col = 0; col < cols; col++) {
            char *to = (char *)panel + (col * BB_PANEL_ROWS + row) * element_bytes;
            if (row < rows) {
                const char *from = (const char *)source + row * row_bytes + col * element_bytes;
                __builtin_memcpy(to, from, element_bytes);
            } else {
                __builtin_memset(to, 0, element_bytes);
            }
        }
    }
}

/* bb_weight_type.unpack. */
static inline void bb_elements_unpack(float *out, const void *panel, size_t row, size_t cols,
                                      bb_element *element)
{
    for (size_t col = 0; col < cols; col++) {
        out[col] = element(panel, col * BB_PANEL_ROWS + row);
    }
}

/*
 * The kernel that others are tested against: the definition, with sums in double. Products of two
 * floats are exact in double, and a sum of n of them is off by at most about n * 2^-53 of the sum
 * of their magnitudes: far below what a float result can show.
 */
static inline void bb_elements_multiply(const bb_matmul_args *args, bb_element *element)
{
    for (size_t panel = 0; panel < args->panels; panel++) {
        const char *weights = (const char *)args->weights + panel * args->panel_bytes;
        for (size_t token = 0; token < args->tokens; token++) {
            double sums[BB_PANEL_ROWS] = {0.0};
            for (size_t col = 0; col < args->cols; col++) {
                double x = (double)args->values[col * args->tokens + token];
                for (size_t row = 0; row < BB_PANEL_ROWS; row++) {
                    sums[row] += (double)element(weights, col * BB_PANEL_ROWS + row) * x;
                }
            }
            for (size_t row = 0; row < BB_PANEL_ROWS; row++) {
                args->out[token * args->out_stride + panel * BB_PANEL_ROWS + row] =
                    (float)sums[row];
            }
        }
    }
}

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#include "f32.h"

#include <stddef.h>
#include <string.h>

bool f32_installed = true;

static void pack(void *panel, const void *source, size_t row_bytes, size_t rows, size_t cols)
{
    float *out = panel;
    for (size_t col = 0; col < cols; col++) {
        for (size_t row = 0; row < BB_PANEL_ROWS; row++, out++) {
            *out = 0.0f;
            if (row < rows) {
                memcpy(out, (const char *)source + row * row_bytes + col * sizeof *out,
                       sizeof *out);
            }
        }
    }
}

const bb_weight_type *bb_weight_type_of(bb_dtype type)
{
    static const bb_weight_type f32 = {.name = "F32", .type = BB_DTYPE_F32, .pack = pack};
    return f32_installed && type == BB_DTYPE_F32 ? &f32 : NULL;
}

float f32_at(const void *panels, size_t cols, size_t row, size_t col)
{
    const float *values = panels;
    return values[(row / BB_PANEL_ROWS * cols + col) * BB_PANEL_ROWS + row % BB_PANEL_ROWS];
}

/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/weights_f16.c ../../../../matmul/src/main/c/weights_f32.c */

/* Packing, conversion and the reference product. */
#include "weights_f16.h"

#include <math.h>

#include "bb_half.h"
#include "bb_test.h"

/* By the definition of binary16 (IEEE 754-2008, 3.4). */
static double value_of(uint16_t half)
{
    int exponent = half >> 10 & 31;
    double mantissa = half & 1023;
    double sign = half & 0x8000 ? -1.0 : 1.0;
    if (exponent == 31) {
        return mantissa == 0.0 ? sign * (double)INFINITY : (double)NAN;
    }
    return sign * (exponent == 0 ? ldexp(mantissa, -24) : ldexp(1024.0 + mantissa, exponent - 25));
}

TEST(every_half_is_exact)
{
    for (uint32_t half = 0; half < 65536; half++) {
        double expected = value_of((uint16_t)half);
        float got = bb_float_of_half((uint16_t)half);
        CHECK(isnan(expected) ? isnan(got) : (double)got == expected);
        CHECK_EQUAL(bb_float_bits(got) >> 31, half >> 15);
    }
}

/* Odd numbers of rows and columns, from a place without alignment. */
TEST(packs)
{
    enum { COLS = 5, ROWS = 11, ROW_BYTES = COLS * 2 + 3 };
    char source[ROWS * ROW_BYTES];
    for (size_t row = 0; row < ROWS; row++) {
        for (size_t col = 0; col < COLS; col++) {
            uint16_t half = (uint16_t)(0x3c00 + row * 16 + col);
            memcpy(source + row * ROW_BYTES + col * sizeof half, &half, sizeof half);
        }
    }
    enum { HALVES = 96 };
    _Alignas(BB_PANEL_ALIGNMENT) uint16_t panel[HALVES];
    CHECK_EQUAL(bb_panel_bytes(BB_DTYPE_F16, COLS), sizeof panel);
    memset(panel, 0xff, sizeof panel);
    bb_weights_f16_pack(panel, source, ROW_BYTES, ROWS, COLS);
    for (size_t i = 0; i < HALVES; i++) {
        size_t row = i % BB_PANEL_ROWS;
        size_t col = i / BB_PANEL_ROWS;
        CHECK_EQUAL(panel[i], row < ROWS && col < COLS ? 0x3c00 + row * 16 + col : 0);
    }
    float out[COLS];
    bb_weights_f16_unpack(out, panel, 3, COLS);
    for (size_t col = 0; col < COLS; col++) {
        CHECK(out[col] == 1.0f + (float)(48 + col) * 0x1p-10f);
    }
}

TEST(multiplies)
{
    enum { COLS = 3, TOKENS = 2 };
    _Alignas(BB_PANEL_ALIGNMENT) uint16_t panel[64] = {0};
    static const uint16_t row_2[COLS] = {0x3c00, 0xc000, 0x0001}; /* 1, -2, 2^-24 */
    for (size_t col = 0; col < COLS; col++) {
        panel[col * BB_PANEL_ROWS + 2] = row_2[col];
    }
    static const float values[COLS * TOKENS] = {3.0f, 0.5f, 1.0f, 0.25f, 0x1p24f, 0.0f};
    float out[TOKENS * (BB_PANEL_ROWS + 1)];
    bb_weights_f16_reference(&(bb_matmul_args){.out = out,
                                               .weights = panel,
                                               .values = values,
                                               .panels = 1,
                                               .cols = COLS,
                                               .tokens = TOKENS,
                                               .out_stride = BB_PANEL_ROWS + 1});
    CHECK(out[2] == 2.0f && out[BB_PANEL_ROWS + 1 + 2] == 0.0f);
    CHECK(out[1] == 0.0f && out[3] == 0.0f);
}

int main(void)
{
    return RUN(every_half_is_exact) | RUN(packs) | RUN(multiplies);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/weights_bf16.c ../../../../matmul/src/main/c/weights_f32.c */

/* Packing, conversion and the reference product. */
#include "weights_bf16.h"

#include "bb_half.h"
#include "bb_test.h"

TEST(is_the_upper_half_of_a_single)
{
    CHECK(bb_float_of_bfloat16(0x3f80) == 1.0f);
    CHECK(bb_float_of_bfloat16(0xc040) == -3.0f);
    CHECK(bb_float_of_bfloat16(0x0001) == 0x1p-133f);
    CHECK(bb_float_of_bfloat16(0xff80) == -__builtin_inff());
}

/* Odd numbers of rows and columns, from a place without alignment. */
TEST(packs)
{
    enum { COLS = 5, ROWS = 11, ROW_BYTES = COLS * 2 + 3 };
    char source[ROWS * ROW_BYTES];
    for (size_t row = 0; row < ROWS; row++) {
        for (size_t col = 0; col < COLS; col++) {
            uint16_t value = (uint16_t)(0x3f80 + row * 8 + col);
            memcpy(source + row * ROW_BYTES + col * sizeof value, &value, sizeof value);
        }
    }
    enum { ELEMENTS = 96 };
    _Alignas(BB_PANEL_ALIGNMENT) uint16_t panel[ELEMENTS];
    CHECK_EQUAL(bb_panel_bytes(BB_DTYPE_BF16, COLS), sizeof panel);
    memset(panel, 0xff, sizeof panel);
    bb_weights_bf16_pack(panel, source, ROW_BYTES, ROWS, COLS);
    for (size_t i = 0; i < ELEMENTS; i++) {
        size_t row = i % BB_PANEL_ROWS;
        size_t col = i / BB_PANEL_ROWS;
        CHECK_EQUAL(panel[i], row < ROWS && col < COLS ? 0x3f80 + row * 8 + col : 0);
    }
    float out[COLS];
    bb_weights_bf16_unpack(out, panel, 3, COLS);
    for (size_t col = 0; col < COLS; col++) {
        CHECK(out[col] == 1.0f + (float)(24 + col) * 0x1p-7f);
    }
}

TEST(multiplies)
{
    enum { COLS = 3, TOKENS = 2 };
    _Alignas(BB_PANEL_ALIGNMENT) uint16_t panel[64] = {0};
    static const uint16_t row_2[COLS] = {0x3f80, 0xc000, 0x3f00}; /* 1, -2, 1/2 */
    for (size_t col = 0; col < COLS; col++) {
        panel[col * BB_PANEL_ROWS + 2] = row_2[col];
    }
    static const float values[COLS * TOKENS] = {3.0f, 0.5f, 1.0f, 0.25f, 2.0f, 0.0f};
    float out[TOKENS * (BB_PANEL_ROWS + 1)];
    bb_weights_bf16_reference(&(bb_matmul_args){.out = out,
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
    return RUN(is_the_upper_half_of_a_single) | RUN(packs) | RUN(multiplies);
}

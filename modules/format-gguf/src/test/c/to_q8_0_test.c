/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/gguf_types.c ../../main/c/dequantize_blocks.c
   ../../main/c/dequantize_k.c ../../main/c/to_q8_0.c */
/* Rounding to float16 and to quants. That blocks are llama.cpp's is tested in Java. */
#include "to_q8_0.h"

#include "bb_half.h"
#include "bb_test.h"

/* Each half, and the floats around the middle between it and the next one. */
TEST(nearest_half)
{
    for (uint16_t half = 0; half < 0x7c00; half++) {
        float value = bb_float_of_half(half);
        float next = half == 0x7bff ? 65536.0f : bb_float_of_half((uint16_t)(half + 1));
        float middle = value + (next - value) / 2; /* exact */
        CHECK_EQUAL(bb_half_of_float(value), half);
        CHECK_EQUAL(bb_half_of_float(-value), half | 0x8000);
        CHECK_EQUAL(bb_half_of_float(nextafterf(middle, 0)), half);
        CHECK_EQUAL(bb_half_of_float(middle), half + half % 2);
        CHECK_EQUAL(bb_half_of_float(nextafterf(middle, INFINITY)), half + 1);
        CHECK_EQUAL(bb_half_of_float(-middle), (half + half % 2) | 0x8000);
    }
    CHECK_EQUAL(bb_half_of_float(INFINITY), 0x7c00);
    CHECK_EQUAL(bb_half_of_float(-INFINITY), 0xfc00);
    CHECK_EQUAL(bb_half_of_float(3e38f), 0x7c00);
    CHECK_EQUAL(bb_half_of_float(1e-40f), 0);
    CHECK_EQUAL(bb_half_of_float(NAN) & 0x7fff, 0x7e00);
}

/* 127 units: the quants are the values. Halves go away from 0. */
TEST(quants)
{
    static const struct {
        float value;
        int quant;
    } cases[] = {{127, 127},       {-127, -127},  {0.5f, 1},          {-0.5f, -1},
                 {0.49999997f, 0}, {-0.0f, 0},    {2.5f, 3},          {-2.5f, -3},
                 {2.4999998f, 2},  {126.5f, 127}, {-126.49999f, -126}};
    float values[32] = {0};
    uint8_t block[34];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        values[i] = cases[i].value;
    }
    CHECK(bb_format_gguf_quantize_q8_0(block, values));
    CHECK_EQUAL(block[0] | block[1] << 8, 0x3c00);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_EQUAL((int8_t)block[2 + i], cases[i].quant);
    }
}

TEST(ends)
{
    float values[32] = {0};
    uint8_t block[34];
    memset(block, 0xa5, sizeof block);
    CHECK(bb_format_gguf_quantize_q8_0(block, values));
    for (size_t i = 0; i < sizeof block; i++) {
        CHECK_EQUAL(block[i], 0);
    }
    values[3] = -65504.0f * 127;
    CHECK(bb_format_gguf_quantize_q8_0(block, values));
    CHECK_EQUAL((int8_t)block[2 + 3], -127);
    values[3] = 65536.0f * 127;
    CHECK(!bb_format_gguf_quantize_q8_0(block, values));
}

int main(void)
{
    return RUN(nearest_half) | RUN(quants) | RUN(ends);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/dequantize_blocks.c ../../main/c/dequantize_k.c
   ../../main/c/to_q4_1.c */
/* Rounding of scales and minima, and their ends. */
#include "to_q4_1.h"

#include "bb_half.h"
#include "bb_test.h"
#include "dequantize.h"

enum { Q4_K_BYTES = 144, Q4_1_BYTES = 20, VALUES = 256, BLOCKS = VALUES / 32 };

static uint64_t random_state = 88172645463325252u;

/* xorshift64: Marsaglia, "Xorshift RNGs", 2003. */
static uint32_t random_bits(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)(random_state >> 32);
}

/* A block of random bytes with these float16 numbers. */
static void make(uint8_t *block, uint16_t scale, uint16_t least)
{
    for (size_t i = 0; i < Q4_K_BYTES; i++) {
        block[i] = (uint8_t)random_bits();
    }
    memcpy(block, &scale, sizeof scale);
    memcpy(block + 2, &least, sizeof least);
}

/* How far a number may be from its float16. */
static double rounding(double value)
{
    return fmax(fabs(value) * 0x1p-11, 0x1p-25);
}

/* The values of GGUF's blocks differ by the rounding of two numbers each. */
static void check_values(const uint8_t *q4_k, const uint8_t *q4_1)
{
    float exact[VALUES], got[32];
    uint16_t halves[2];
    memcpy(halves, q4_k, sizeof halves);
    bb_format_gguf_from_q4_k(exact, q4_k);
    for (unsigned block = 0; block < BLOCKS; block++) {
        const uint8_t *from = q4_1 + block * Q4_1_BYTES;
        gguf_group group = bb_format_gguf_group(q4_k + 4, block);
        double scale = rounding((double)bb_float_of_half(halves[0]) * group.scale);
        double least = rounding((double)bb_float_of_half(halves[1]) * group.least);
        bb_format_gguf_from_q4_1(got, from);
        for (unsigned i = 0; i < 32; i++) {
            int quant = from[4 + i % 16] >> (i < 16 ? 0 : 4) & 15;
            double value = (double)exact[block * 32 + i];
            CHECK_NEAR(got[i], value, scale * quant + least + 0x1p-22 * fabs(value));
        }
    }
}

/* Scales as in models, and denormal ones; whatever they are multiplied with, up to 63, fits. */
TEST(values_are_those_of_q4_k_but_for_the_rounding_of_scales)
{
    uint8_t q4_k[2 * Q4_K_BYTES], q4_1[2 * BLOCKS * Q4_1_BYTES];
    for (size_t i = 0; i < 2000; i++) {
        uint32_t mask = i % 4 == 0 ? 0x83ff : 0x9fff;
        for (size_t block = 0; block < 2; block++) {
            make(q4_k + block * Q4_K_BYTES, (uint16_t)(random_bits() & mask),
                 (uint16_t)(random_bits() & mask));
        }
        CHECK(bb_format_gguf_q4_k_to_q4_1(q4_1, q4_k, 2 * VALUES));
        check_values(q4_k, q4_1);
        check_values(q4_k + Q4_K_BYTES, q4_1 + BLOCKS * Q4_1_BYTES);
    }
}

/* Numbers that float16 has are not rounded at all: units of 2^-10. */
TEST(exact_where_float16_has_the_products)
{
    uint8_t q4_k[Q4_K_BYTES], q4_1[BLOCKS * Q4_1_BYTES];
    float exact[VALUES], got[32];
    make(q4_k, 0x1400, 0x9400);
    CHECK(bb_format_gguf_q4_k_to_q4_1(q4_1, q4_k, VALUES));
    bb_format_gguf_from_q4_k(exact, q4_k);
    for (size_t block = 0; block < BLOCKS; block++) {
        bb_format_gguf_from_q4_1(got, q4_1 + block * Q4_1_BYTES);
        CHECK_EQUAL(memcmp(got, exact + block * 32, sizeof got), 0);
    }
}

/* Every scale and minimum of a group is 63: 1040 * 63 is 65520, the least number that becomes
 * infinity. */
static bool fits(uint16_t scale, uint16_t least)
{
    uint8_t q4_k[Q4_K_BYTES], q4_1[BLOCKS * Q4_1_BYTES];
    make(q4_k, scale, least);
    memset(q4_k + 4, 0xff, 12);
    return bb_format_gguf_q4_k_to_q4_1(q4_1, q4_k, VALUES);
}

TEST(what_float16_has_no_room_for)
{
    const uint16_t greatest = 0x640f, too_large = 0x6410; /* 1039 and 1040 */
    CHECK(fits(greatest, greatest));
    CHECK(fits(greatest | 0x8000, greatest | 0x8000));
    CHECK(!fits(too_large, 0));
    CHECK(!fits(0, too_large));
    CHECK(!fits(too_large | 0x8000, 0));
    CHECK(!fits(0, too_large | 0x8000));
    CHECK(!fits(0x7bff, 0x7bff));
    CHECK(!fits(0x7c00, 0));
    CHECK(!fits(0, 0x7e00));
}

int main(void)
{
    return RUN(values_are_those_of_q4_k_but_for_the_rounding_of_scales) |
           RUN(exact_where_float16_has_the_products) | RUN(what_float16_has_no_room_for);
}

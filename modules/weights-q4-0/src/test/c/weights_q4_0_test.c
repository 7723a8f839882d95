/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/weights_q4_0.c ../../../../matmul/src/main/c/weights_f32.c
   ../../../../matmul/src/test/c/block_weights_check.c */
#include "weights_q4_0.h"

#include "bb_test.h"
#include "block_weights_check.h"

static float value(const uint8_t *block, size_t col)
{
    uint8_t byte = block[2 + col % 16];
    return half_at(block) * (float)((col < 16 ? byte & 15 : byte >> 4) - 8);
}

static const tested_weights weights = {
    .type = BB_DTYPE_Q4_0,
    .scale_bytes = 2,
    .quant_bytes = 16,
    .pack = bb_weights_q4_0_pack,
    .unpack = bb_weights_q4_0_unpack,
    .reference = bb_weights_q4_0_reference,
    .value = value,
};

TEST(packs_as_documented)
{
    check_packing(&weights);
}

TEST(unpacks_what_was_packed)
{
    check_unpacking(&weights);
}

TEST(multiplies)
{
    check_multiplying(&weights);
}

int main(void)
{
    return RUN(packs_as_documented) + RUN(unpacks_what_was_packed) + RUN(multiplies);
}

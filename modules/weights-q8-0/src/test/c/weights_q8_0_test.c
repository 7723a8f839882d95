/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/weights_q8_0.c ../../../../matmul/src/main/c/weights_f32.c
   ../../../../matmul/src/test/c/block_weights_check.c */
#include "weights_q8_0.h"

#include "bb_test.h"
#include "block_weights_check.h"

static float value(const uint8_t *block, size_t col)
{
    return half_at(block) * (float)(int8_t)block[2 + col];
}

static const tested_weights weights = {
    .type = BB_DTYPE_Q8_0,
    .scale_bytes = 2,
    .quant_bytes = 32,
    .pack = bb_weights_q8_0_pack,
    .unpack = bb_weights_q8_0_unpack,
    .reference = bb_weights_q8_0_reference,
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

/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../reference_model.c ../../../../../modules/arch-llama/src/main/c/arch_llama.c */

/* The forward pass for shapes that are no multiples of a vector, with the layers of Llama. */
#include "arch_llama.h"
#include "check_forward.h"

enum { POSITIONS = REFERENCE_POSITIONS };

static const bb_architecture llama = {.name = "llama", .layer = bb_arch_llama_layer};

static void compare(bb_shape shape)
{
    check_forward(&llama, shape, (reference_traits){0});
}

TEST(shapes)
{
    /* dim, hidden, layers, heads, kv_heads, head_size, vocabulary, context, shared_classifier */
    compare((bb_shape){6, 7, 1, 1, 1, 0, 5, POSITIONS, false});
    compare((bb_shape){20, 33, 2, 2, 1, 0, 13, POSITIONS, false});
    compare((bb_shape){24, 50, 3, 6, 3, 0, 31, POSITIONS + 4, false});
    compare((bb_shape){24, 17, 2, 6, 2, 0, 31, POSITIONS, false});
    compare((bb_shape){42, 61, 2, 3, 3, 0, 64, POSITIONS, false});
    compare((bb_shape){64, 64, 2, 8, 4, 0, 64, POSITIONS, false});
}

TEST(heads_of_another_size)
{
    compare((bb_shape){24, 17, 2, 3, 1, 14, 31, POSITIONS, false});
    compare((bb_shape){42, 61, 3, 4, 2, 6, 31, POSITIONS, false});
    compare((bb_shape){5, 16, 2, 2, 2, 32, 9, POSITIONS, false});
}

/* Several processors share them head by head. */
TEST(heads_of_whole_panels)
{
    compare((bb_shape){33, 17, 3, 4, 4, 16, 31, POSITIONS, false});
    compare((bb_shape){20, 40, 2, 4, 2, 16, 31, POSITIONS, false});
    compare((bb_shape){16, 16, 2, 3, 3, 16, 9, POSITIONS, false});
}

/* W_o's and W_down's products have halves: of whole blocks, and with a block that belongs to both;
 * then not, for want of room, or of whole blocks. Side by side, the other side is in time always,
 * or for some meetings only. */
static void compare_halves(bb_shape shape, bool has_halves)
{
    const size_t in_time[] = {SIZE_MAX, 0, 1, 2, 4};
    for (size_t i = 0; i < sizeof in_time / sizeof *in_time; i++) {
        plain_meetings = in_time[i];
        plain_met = 0;
        compare(shape);
        CHECK((plain_met > 0) == (has_halves && plain_meetings > 0));
    }
    plain_meetings = SIZE_MAX;
}

TEST(halves)
{
    compare_halves((bb_shape){20, 128, 2, 4, 2, 16, 13, POSITIONS, false}, true);
    compare_halves((bb_shape){16, 128, 3, 2, 2, 16, 9, POSITIONS, false}, true);
    compare_halves((bb_shape){33, 192, 2, 6, 2, 16, 31, POSITIONS, false}, true);
    compare_halves((bb_shape){48, 256, 2, 2, 2, 48, 31, POSITIONS, false}, true);
    compare_halves((bb_shape){20, 64, 2, 4, 2, 16, 13, POSITIONS, false}, false);
    compare_halves((bb_shape){33, 176, 2, 6, 2, 16, 31, POSITIONS, false}, false);
    compare_halves((bb_shape){64, 128, 2, 4, 2, 0, 64, POSITIONS, false}, true);
    compare_halves((bb_shape){64, 128, 2, 8, 4, 0, 64, POSITIONS, false}, false);
}

TEST(scaled_embedding)
{
    check_forward(&llama, (bb_shape){20, 33, 2, 2, 1, 0, 13, POSITIONS, false},
                  (reference_traits){.embedding_scale = 4.5f});
}

TEST(demands)
{
    kernel.model.shape = (bb_shape){20, 33, 2, 2, 1, 10, 13, 9, true};
    CHECK_EQUAL(bb_forward_demand_kv(&kernel), 2 * (2 * 16 * 10 * 4) + 64);
    CHECK_EQUAL(bb_forward_demand_output(&kernel), 64);
    /* 4 rows: residual, normed, projected, attended, hidden; activations; rope. */
    CHECK_EQUAL(bb_forward_demand_scratch(&kernel), 2 * 512 + 4 * 4 * (32 + 16 + 16) + 320 +
                                                        4 * 4 * (48 + 2 * 64) + 576 + 128 + 2 * 64 +
                                                        2 * 192);
    /* The greatest that bb_shape_check lets through. */
    const size_t most = (size_t)1 << 20;
    kernel.model.shape = (bb_shape){most, most, most, 1, 1, most, most, most, true};
    CHECK_EQUAL(bb_forward_demand_kv(&kernel), 2 * (most * most * most * 4) + most * 4);
}

TEST(constants)
{
    const float wrong_theta[] = {0.5f, -1.0f, NAN, INFINITY};
    const float wrong_epsilon[] = {0.0f, -1e-5f, NAN, 1.0f};
    for (size_t i = 0; i < 4; i++) {
        kernel.model.rope_theta = wrong_theta[i];
        kernel.model.norm_epsilon = 1e-5f;
        CHECK(bb_forward_prepare(&kernel) != BB_OK);
        CHECK_TEXT(fake_failure(), "E-MODEL-CONSTANT");
        kernel.model.rope_theta = 10000.0f;
        kernel.model.norm_epsilon = wrong_epsilon[i];
        CHECK(bb_forward_prepare(&kernel) != BB_OK);
        CHECK_TEXT(fake_failure(), "E-MODEL-CONSTANT");
    }
}

TEST(rope_factors)
{
    const float factors[] = {1, 32, 8, 0.5f, 1, 1, 0, -1, NAN, INFINITY};
    kernel.model.shape = (bb_shape){4, 4, 1, 1, 1, 4, 4, 4, true};
    kernel.model.rope_theta = 10000.0f;
    kernel.model.norm_epsilon = 1e-5f;
    for (size_t i = 0; i + 1 < sizeof factors / sizeof *factors; i++) {
        kernel.model.rope_factors = factors + i;
        bool good = i < 5;
        CHECK(good == (bb_forward_prepare(&kernel) == BB_OK));
        CHECK_TEXT(fake_failure(), good ? "" : "E-MODEL-CONSTANT");
    }
}

int main(void)
{
    int failed = RUN(shapes) | RUN(heads_of_another_size) | RUN(heads_of_whole_panels) |
                 RUN(halves) | RUN(scaled_embedding) | RUN(demands) | RUN(constants) |
                 RUN(rope_factors);
    fake_free_arenas();
    return failed;
}

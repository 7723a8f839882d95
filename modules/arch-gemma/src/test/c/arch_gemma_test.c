/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/arch_gemma2.c ../../main/c/arch_gemma3.c ../../main/c/gemma_steps.c
   ../../../../../kernel-templates/src/test/c/reference_model.c */
#include "arch_gemma2.h"
#include "arch_gemma3.h"
#include "check_forward.h"
#include "gemma_steps.h"

enum { POSITIONS = REFERENCE_POSITIONS };

static const bb_architecture gemma2 = {.name = "gemma2",
                                       .layer = bb_arch_gemma2_layer,
                                       .norms_behind = true,
                                       .complete = bb_arch_gemma2_complete,
                                       .finish = bb_gemma_cap_logits};
static const bb_architecture gemma3 = {.name = "gemma3",
                                       .layer = bb_arch_gemma3_layer,
                                       .norms_behind = true,
                                       .complete = bb_arch_gemma3_complete,
                                       .finish = bb_gemma_cap_logits};

static bool every_second(size_t layer)
{
    return layer == 0 || layer == 2;
}

static bool five_of_six(size_t layer)
{
    return layer != 5;
}

static const reference_traits traits2 = {.norms_behind = true,
                                         .gelu = true,
                                         .embedding_scale = 4,
                                         .is_local = every_second,
                                         .window = 4,
                                         .attention_cap = 0.75f,
                                         .logit_cap = 0.5f};
static const reference_traits traits3 = {.head_norms = true,
                                         .norms_behind = true,
                                         .gelu = true,
                                         .rope_factors = true,
                                         .embedding_scale = 4,
                                         .is_local = five_of_six,
                                         .window = 3,
                                         .local_rope_theta = 20};

/* dim, hidden, layers, heads, kv_heads, head_size (0: dim / heads), vocabulary, context,
 * shared_classifier */

TEST(windows_and_caps)
{
    check_forward(&gemma2, (bb_shape){16, 48, 3, 4, 2, 16, 31, POSITIONS, false}, traits2);
}

TEST(widths_between_vectors)
{
    check_forward(&gemma2, (bb_shape){21, 33, 2, 3, 3, 10, 13, POSITIONS, false}, traits2);
    check_forward(&gemma3, (bb_shape){21, 33, 2, 3, 3, 10, 13, POSITIONS, false}, traits3);
}

TEST(two_bases)
{
    check_forward(&gemma3, (bb_shape){16, 48, 6, 4, 1, 16, 31, POSITIONS, false}, traits3);
}

TEST(one_layer)
{
    check_forward(&gemma2, (bb_shape){20, 7, 1, 2, 1, 22, 31, POSITIONS, false}, traits2);
    check_forward(&gemma3, (bb_shape){20, 7, 1, 2, 1, 22, 31, POSITIONS, false}, traits3);
}

/* Windows as long as all positions, and of the token alone. */
TEST(windows)
{
    static const size_t windows[] = {1, 2, POSITIONS - 1, POSITIONS, POSITIONS + 1, SIZE_MAX};
    for (size_t i = 0; i < sizeof windows / sizeof *windows; i++) {
        reference_traits traits = traits2;
        traits.window = windows[i];
        check_forward(&gemma2, (bb_shape){16, 16, 2, 2, 1, 8, 13, POSITIONS, false}, traits);
    }
}

static bool even(size_t layer)
{
    return layer % 2 == 0;
}

static bool all_but_sixth(size_t layer)
{
    return layer % 6 != 5;
}

/* The largest ones divide scores by another root: of 24 / 2, not of 8. */
TEST(largest_models)
{
    reference_traits traits = traits2;
    traits.is_local = even;
    traits.score_divisor = sqrt(12);
    check_forward(&gemma2, (bb_shape){24, 8, 46, 2, 1, 8, 13, POSITIONS, false}, traits);
    traits = traits3;
    traits.is_local = all_but_sixth;
    traits.score_divisor = sqrt(12);
    check_forward(&gemma3, (bb_shape){24, 8, 62, 2, 1, 8, 13, POSITIONS, false}, traits);
}

/* --- Constants --- */

static bb_model told(size_t window, float attention_cap, float logit_cap)
{
    return (bb_model){.shape = {.dim = 64, .heads = 4},
                      .window = window,
                      .attention_cap = attention_cap,
                      .logit_cap = logit_cap};
}

TEST(what_files_do_not_tell)
{
    bb_model model = told(0, 0, 0);
    CHECK(bb_arch_gemma2_complete(&model, "a.gguf") == BB_OK);
    CHECK_EQUAL(model.window, 4096);
    CHECK_NEAR(model.attention_cap, 50, 0);
    CHECK_NEAR(model.logit_cap, 30, 0);
    CHECK_NEAR(model.local_rope_theta, 0, 0);
    CHECK_NEAR(model.embedding_scale, 8, 0);
    model = told(512, 0, 0);
    CHECK(bb_arch_gemma3_complete(&model, "a.gguf") == BB_OK);
    CHECK_EQUAL(model.window, 512);
    CHECK_NEAR(model.attention_cap, 0, 0);
    CHECK_NEAR(model.logit_cap, 0, 0);
    CHECK_NEAR(model.local_rope_theta, 10000, 0);
    model = told(0, 0, 0);
    CHECK(bb_arch_gemma3_complete(&model, "a.gguf") != BB_OK);
}

TEST(constants_that_files_cannot_mean)
{
    static const float bad[] = {-1, 1e-9f, 1e9f, INFINITY, -INFINITY, NAN};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        bb_model model = told(1, bad[i], 1);
        CHECK(bb_arch_gemma2_complete(&model, "a.gguf") != BB_OK);
        model = told(1, 1, bad[i]);
        CHECK(bb_arch_gemma2_complete(&model, "a.gguf") != BB_OK);
        model = told(1, 1, bad[i]);
        CHECK(bb_arch_gemma3_complete(&model, "a.gguf") != BB_OK);
    }
    bb_model model = told(SIZE_MAX, 1, 1);
    CHECK(bb_arch_gemma2_complete(&model, "a.gguf") == BB_OK);
    model.shape.heads = 65; /* more than the width: nothing to divide by */
    CHECK(bb_arch_gemma2_complete(&model, "a.gguf") != BB_OK);
}

int main(void)
{
    int failed = RUN(windows_and_caps) | RUN(widths_between_vectors) | RUN(two_bases) |
                 RUN(one_layer) | RUN(windows) | RUN(largest_models) | RUN(what_files_do_not_tell) |
                 RUN(constants_that_files_cannot_mean);
    fake_free_arenas();
    return failed;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/arch_gemma2.c ../../../../gemma-steps/src/main/c/gemma_steps.c
   ../../../../../kernel-templates/src/test/c/reference_model.c */
#include "arch_gemma2.h"
#include "check_forward.h"
#include "gemma_steps.h"

enum { POSITIONS = REFERENCE_POSITIONS };

static const bb_architecture gemma2 = {.name = "gemma2",
                                       .layer = bb_arch_gemma2_layer,
                                       .norms_behind = true,
                                       .complete = bb_arch_gemma2_complete,
                                       .finish = bb_gemma_cap_logits};

static bool is_local(size_t layer)
{
    return layer % 2 == 0;
}

static const reference_traits traits2 = {.norms_behind = true,
                                         .gelu = true,
                                         .embedding_scale = 4,
                                         .is_local = is_local,
                                         .window = 4,
                                         .attention_cap = 0.75f,
                                         .logit_cap = 0.5f};

/* dim, hidden, layers, heads, kv_heads, head_size (0: dim / heads), vocabulary, context,
 * shared_classifier */
static void check(bb_shape shape, reference_traits traits)
{
    check_forward(&gemma2, shape, traits);
}

TEST(windows_and_caps)
{
    check((bb_shape){16, 48, 3, 4, 2, 16, 31, POSITIONS, false}, traits2);
}

TEST(widths_between_vectors)
{
    check((bb_shape){21, 33, 2, 3, 3, 10, 13, POSITIONS, false}, traits2);
}

TEST(one_layer)
{
    check((bb_shape){20, 7, 1, 2, 1, 22, 31, POSITIONS, false}, traits2);
}

/* Windows as long as all positions, and of the token alone. */
TEST(windows)
{
    static const size_t windows[] = {1, 2, POSITIONS - 1, POSITIONS, POSITIONS + 1, SIZE_MAX};
    for (size_t i = 0; i < sizeof windows / sizeof *windows; i++) {
        reference_traits traits = traits2;
        traits.window = windows[i];
        check((bb_shape){16, 16, 2, 2, 1, 8, 13, POSITIONS, false}, traits);
    }
}

/* The largest one divides scores by another root: of 24 / 2, not of 8. */
TEST(largest_model)
{
    reference_traits traits = traits2;
    traits.score_divisor = sqrt(12);
    check((bb_shape){24, 8, 46, 2, 1, 8, 13, POSITIONS, false}, traits);
}

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
    model = told(512, 20, 10);
    CHECK(bb_arch_gemma2_complete(&model, "a.gguf") == BB_OK);
    CHECK_EQUAL(model.window, 512);
    CHECK_NEAR(model.attention_cap, 20, 0);
    CHECK_NEAR(model.logit_cap, 10, 0);
}

int main(void)
{
    int failed = RUN(windows_and_caps) | RUN(widths_between_vectors) | RUN(one_layer) |
                 RUN(windows) | RUN(largest_model) | RUN(what_files_do_not_tell);
    fake_free_arenas();
    return failed;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/arch_gemma3.c ../../../../gemma-steps/src/main/c/gemma_steps.c
   ../../../../../kernel-templates/src/test/c/reference_model.c */
#include "arch_gemma3.h"
#include "check_forward.h"
#include "gemma_steps.h"

enum { POSITIONS = REFERENCE_POSITIONS };

static const bb_architecture gemma3 = {.name = "gemma3",
                                       .layer = bb_arch_gemma3_layer,
                                       .norms_behind = true,
                                       .complete = bb_arch_gemma3_complete,
                                       .finish = bb_gemma_cap_logits};

static bool is_local(size_t layer)
{
    return layer % 6 != 5;
}

static const reference_traits traits3 = {.head_norms = true,
                                         .norms_behind = true,
                                         .gelu = true,
                                         .rope_factors = true,
                                         .embedding_scale = 4,
                                         .is_local = is_local,
                                         .window = 3,
                                         .local_rope_theta = 20};

/* dim, hidden, layers, heads, kv_heads, head_size (0: dim / heads), vocabulary, context,
 * shared_classifier */
static void check(bb_shape shape, reference_traits traits)
{
    check_forward(&gemma3, shape, traits);
}

TEST(two_bases)
{
    check((bb_shape){16, 48, 6, 4, 1, 16, 31, POSITIONS, false}, traits3);
    check((bb_shape){16, 48, 6, 4, 2, 16, 31, POSITIONS, false}, traits3);
}

TEST(widths_between_vectors)
{
    check((bb_shape){21, 33, 2, 3, 3, 10, 13, POSITIONS, false}, traits3);
}

TEST(one_layer)
{
    check((bb_shape){20, 7, 1, 2, 1, 22, 31, POSITIONS, false}, traits3);
}

/* The largest one divides scores by another root: of 24 / 2, not of 8. */
TEST(largest_model)
{
    reference_traits traits = traits3;
    traits.score_divisor = sqrt(12);
    check((bb_shape){24, 8, 62, 2, 1, 8, 13, POSITIONS, false}, traits);
}

TEST(what_files_do_not_tell)
{
    bb_model model = {.shape = {.dim = 64, .heads = 4}, .window = 512};
    CHECK(bb_arch_gemma3_complete(&model, "a.gguf") == BB_OK);
    CHECK_EQUAL(model.window, 512);
    CHECK_NEAR(model.attention_cap, 0, 0);
    CHECK_NEAR(model.logit_cap, 0, 0);
    CHECK_NEAR(model.local_rope_theta, 10000, 0);
    model.window = 0;
    CHECK(bb_arch_gemma3_complete(&model, "a.gguf") != BB_OK);
}

int main(void)
{
    int failed = RUN(two_bases) | RUN(widths_between_vectors) | RUN(one_layer) |
                 RUN(largest_model) | RUN(what_files_do_not_tell);
    fake_free_arenas();
    return failed;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/arch_qwen3.c
   ../../../../../kernel-templates/src/test/c/reference_model.c */
#include "arch_qwen3.h"
#include "check_forward.h"

enum { POSITIONS = REFERENCE_POSITIONS };

/* dim, hidden, layers, heads, kv_heads, head_size (0: dim / heads), vocabulary, context,
 * shared_classifier */
static void check(bb_shape shape, reference_traits traits)
{
    static const bb_architecture qwen3 = {.name = "qwen3", .layer = bb_arch_qwen3_layer};
    check_forward(&qwen3, shape, traits);
}

TEST(heads_wider_than_the_residual)
{
    check((bb_shape){16, 48, 3, 4, 2, 16, 31, POSITIONS, false},
          (reference_traits){.head_norms = true});
}

TEST(widths_between_vectors)
{
    check((bb_shape){21, 33, 2, 3, 3, 10, 13, POSITIONS, false},
          (reference_traits){.head_norms = true});
}

TEST(one_layer)
{
    check((bb_shape){20, 7, 1, 2, 1, 22, 31, POSITIONS, false},
          (reference_traits){.head_norms = true});
}

int main(void)
{
    int failed = RUN(heads_wider_than_the_residual) | RUN(widths_between_vectors) | RUN(one_layer);
    fake_free_arenas();
    return failed;
}

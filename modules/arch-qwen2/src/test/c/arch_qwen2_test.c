/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/arch_qwen2.c
   ../../../../../kernel-templates/src/test/c/reference_model.c */
#include "arch_qwen2.h"
#include "check_forward.h"

enum { POSITIONS = REFERENCE_POSITIONS };

/* dim, hidden, layers, heads, kv_heads, head_size (0: dim / heads), vocabulary, context,
 * shared_classifier */
static void check(bb_shape shape, reference_traits traits)
{
    static const bb_architecture qwen2 = {.name = "qwen2", .layer = bb_arch_qwen2_layer};
    check_forward(&qwen2, shape, traits);
}

TEST(grouped_queries)
{
    check((bb_shape){56, 61, 3, 14, 2, 0, 40, POSITIONS, false},
          (reference_traits){.biases = true});
}

TEST(widths_between_vectors)
{
    check((bb_shape){20, 33, 2, 4, 2, 16, 13, POSITIONS, false},
          (reference_traits){.biases = true});
    check((bb_shape){18, 33, 2, 3, 3, 0, 13, POSITIONS, false}, (reference_traits){.biases = true});
}

TEST(one_layer)
{
    check((bb_shape){20, 7, 1, 2, 1, 0, 31, POSITIONS, false}, (reference_traits){.biases = true});
}

int main(void)
{
    int failed = RUN(grouped_queries) | RUN(widths_between_vectors) | RUN(one_layer);
    fake_free_arenas();
    return failed;
}

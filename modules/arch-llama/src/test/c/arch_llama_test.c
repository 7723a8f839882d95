/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/arch_llama.c
   ../../../../../kernel-templates/src/test/c/reference_model.c */
#include "arch_llama.h"
#include "check_forward.h"

enum { POSITIONS = REFERENCE_POSITIONS };

/* dim, hidden, layers, heads, kv_heads, head_size (0: dim / heads), vocabulary, context,
 * shared_classifier */
static void check(bb_shape shape, reference_traits traits)
{
    static const bb_architecture llama = {.name = "llama", .layer = bb_arch_llama_layer};
    check_forward(&llama, shape, traits);
}

TEST(as_in_stories)
{
    check((bb_shape){24, 50, 3, 6, 3, 0, 31, POSITIONS, false}, (reference_traits){0});
}

TEST(llama_3)
{
    check((bb_shape){32, 33, 2, 4, 2, 0, 31, POSITIONS, false},
          (reference_traits){.rope_factors = true});
}

TEST(heads_of_another_size)
{
    check((bb_shape){20, 33, 2, 3, 1, 14, 31, POSITIONS, false}, (reference_traits){0});
}

TEST(biases)
{
    check((bb_shape){24, 17, 2, 2, 1, 0, 31, POSITIONS, false}, (reference_traits){.biases = true});
}

int main(void)
{
    int failed = RUN(as_in_stories) | RUN(llama_3) | RUN(heads_of_another_size) | RUN(biases);
    fake_free_arenas();
    return failed;
}

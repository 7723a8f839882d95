/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/gemma_steps.c
   ../../../../../kernel-templates/src/test/c/reference_model.c */
#include "gemma_steps.h"

#include <math.h>

#include "bb_hooks.h"
#include "bb_test.h"
#include "fake_kernel.h"

void bb_hooks_kv_event(bb_kernel *from, const bb_kv_event *event)
{
    (void)from;
    (void)event;
}

static bb_model told(size_t window, float attention_cap, float logit_cap)
{
    return (bb_model){.shape = {.dim = 64, .heads = 4},
                      .window = window,
                      .attention_cap = attention_cap,
                      .logit_cap = logit_cap};
}

TEST(constants_that_files_cannot_mean)
{
    static const float bad[] = {-1, 1e-9f, 1e9f, INFINITY, -INFINITY, NAN};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        bb_model model = told(1, bad[i], 1);
        CHECK(bb_gemma_complete(&model, "a.gguf") != BB_OK);
        model = told(1, 1, bad[i]);
        CHECK(bb_gemma_complete(&model, "a.gguf") != BB_OK);
    }
    bb_model model = told(0, 1, 1);
    CHECK(bb_gemma_complete(&model, "a.gguf") != BB_OK);
    model = told(SIZE_MAX, 1, 1);
    CHECK(bb_gemma_complete(&model, "a.gguf") == BB_OK);
    CHECK_NEAR(model.embedding_scale, 8, 0);
    model.shape.heads = 65; /* more than the width: nothing to divide by */
    CHECK(bb_gemma_complete(&model, "a.gguf") != BB_OK);
}

TEST(logits)
{
    float logits[] = {0, 1, -3, 1000};
    bb_model model = told(1, 0, 0);
    model.shape.vocabulary = 4;
    bb_gemma_cap_logits(&model, logits);
    CHECK_NEAR(logits[3], 1000, 0);
    model.logit_cap = 2;
    bb_gemma_cap_logits(&model, logits);
    CHECK_NEAR(logits[0], 0, 0);
    CHECK_NEAR(logits[1], 2 * tanh(0.5), 1e-6);
    CHECK_NEAR(logits[2], -2 * tanh(1.5), 1e-6);
    CHECK_NEAR(logits[3], 2, 0);
}

int main(void)
{
    return RUN(constants_that_files_cannot_mean) | RUN(logits);
}

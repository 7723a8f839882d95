/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CHECK_FORWARD_H
#define CHECK_FORWARD_H

/* Checks of the forward pass, for one file of a test program: it defines the kernel. */
#include "bb_hooks.h"
#include "bb_kernel.h"
#include "bb_test.h"
#include "fake_kernel.h"
#include "plain_engine.h"
#include "reference_model.h"

static bb_kernel kernel;

void bb_hooks_kv_event(bb_kernel *from, const bb_kv_event *event)
{
    CHECK_EQUAL(event->length, from->context.length);
}

/*
 * A random model's logits are the reference's, token by token; and the same bits, over what the
 * tokens before have left, in calls that are and are not whole batches, on one and on several
 * processors, and once more when the weights lie as two of them take it.
 */
static inline void check_forward(const bb_architecture *architecture, bb_shape shape,
                                 reference_traits traits)
{
    enum { POSITIONS = REFERENCE_POSITIONS };
    static const size_t calls[][POSITIONS + 1] = {
        {1, 1, 1, 1, 1, 1, 1, 1, 1}, {POSITIONS}, {2, 4, 3}, {5, 1, 3}};
    static double expected[POSITIONS][REFERENCE_WIDEST];
    static float first[POSITIONS][REFERENCE_WIDEST];
    int32_t tokens[POSITIONS];
    reference_model_make(&kernel.model, architecture, shape, traits);
    reference_model_tokens(&kernel.model, tokens);
    reference_model_run(&kernel.model, traits, tokens, expected);
    CHECK(bb_forward_prepare(&kernel) == BB_OK); /* may lay out weights otherwise */
    enum { WAYS = sizeof calls / sizeof *calls, MOST_PROCESSORS = 3 };
    for (size_t way = 0; way < 2 * WAYS * MOST_PROCESSORS; way++) {
        size_t t = 0;
        if (way == WAYS * MOST_PROCESSORS) {
            plain_processors = 2;
            CHECK(bb_forward_prepare(&kernel) == BB_OK);
        }
        plain_processors = 1 + way / WAYS % MOST_PROCESSORS;
        for (const size_t *call = calls[way % WAYS]; t < POSITIONS; call++) {
            const float *logits = bb_forward(&kernel, tokens + t, *call);
            t += *call;
            for (size_t i = 0; i < shape.vocabulary; i++) {
                CHECK_NEAR(logits[i], expected[t - 1][i], 2e-5);
                if (way == 0) {
                    first[t - 1][i] = logits[i];
                }
                CHECK(memcmp(&logits[i], &first[t - 1][i], sizeof(float)) == 0);
            }
            CHECK_EQUAL(kernel.context.length, t);
            CHECK_EQUAL(kernel.context.tokens[t - 1], tokens[t - 1]);
        }
        bb_context_truncate(&kernel, 0);
    }
    plain_processors = 1;
}

#endif

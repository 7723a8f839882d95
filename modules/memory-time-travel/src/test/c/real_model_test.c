/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/kv_store.c ../../main/c/checkpoints.c ../../main/c/last_words.c
   ../../main/c/memory_time_travel.c
   ../../../../../kernel-templates/src/test/c/real_model.c */

/* A real model, sampled: after a rewind the same text, and the same logits to the last bit. */
#include "bb_generate.h"
#include "bb_hooks.h"
#include "bb_options.h"
#include "bb_test.h"
#include "fake_kernel.h"
#include "memory_time_travel.h"
#include "real_model.h"
#include "sampler.h"

struct bb_options bb_options = {.sampler = {.temperature = 1.0f, .top_p = 0.9f, .seed = 7},
                                .memory_time_travel = {.automatic = true}};

void bb_hooks_kv_event(bb_kernel *from, const bb_kv_event *event)
{
    bb_memory_time_travel_observe(from, event);
}

void bb_hooks_process_logits(bb_kernel *from, bb_logits *logits)
{
    (void)from;
    (void)logits;
}

bb_flow bb_hooks_token(bb_kernel *from, const bb_token_event *event)
{
    return bb_memory_time_travel_hear(from, event);
}

size_t bb_hooks_session_size(void)
{
    return sizeof bb_sampler_state;
}

void bb_hooks_session_save(void *out)
{
    memcpy(out, &bb_sampler_state, sizeof bb_sampler_state);
}

void bb_hooks_session_restore(const void *from)
{
    memcpy(&bb_sampler_state, from, sizeof bb_sampler_state);
}

static void tell(const char *prompt, char text[4096], float logits[512])
{
    const bb_generate_request request = {
        .prompt = prompt, .prompt_length = strlen(prompt), .steps = 60};
    bb_generate_result result;
    fake_output();
    CHECK(bb_generate(&kernel, &request, &result) == BB_OK);
    strcpy(text, fake_output());
    memcpy(logits, kernel.forward.logits, 512 * sizeof *logits);
}

TEST(same_story)
{
    static char first[4096], second[4096], other[4096];
    static float first_logits[512], second_logits[512], other_logits[512];
    real_model_boot(fake_models(), "stories260K.bin", "tok512.bin");
    CHECK(bb_memory_time_travel_boot(&kernel) == BB_OK);
    tell("Once upon a time", other, other_logits);
    CHECK(bb_memory_time_travel_checkpoint(&kernel, "fork") == BB_OK);
    tell(" Then a dragon", first, first_logits);
    CHECK(bb_memory_time_travel_rewind(&kernel, "") == BB_OK);
    tell(" Then a dragon", second, second_logits);
    CHECK_TEXT(second, first);
    CHECK(memcmp(second_logits, first_logits, sizeof first_logits) == 0);

    CHECK(bb_memory_time_travel_rewind(&kernel, "fork") == BB_OK);
    tell(" A cat came", other, other_logits);
    CHECK(strcmp(other, first) != 0);
    bb_context_truncate(&kernel, 0);
    tell("Lily", other, other_logits);
    CHECK(bb_memory_time_travel_rewind(&kernel, "fork") == BB_OK);
    tell(" Then a dragon", second, second_logits);
    CHECK_TEXT(second, first);
    CHECK(memcmp(second_logits, first_logits, sizeof first_logits) == 0);
    fake_free_arenas();
}

int main(void)
{
    return RUN(same_story);
}

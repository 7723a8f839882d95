/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/kv_store.c ../../main/c/checkpoints.c ../../main/c/last_words.c
   ../../main/c/memory_time_travel.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c
   ../../../../../kernel-templates/src/test/c/plain_matmul.c
   ../../../../../kernel-templates/src/main/c/kernel/math.c
   ../../../../../kernel-templates/src/main/c/kernel/vector_max.c
   ../../../../../kernel-templates/src/main/c/kernel/vector_softmax.c
   ../../../../../kernel-templates/src/main/c/kernel/rmsnorm.c
   ../../../../../kernel-templates/src/main/c/kernel/rope.c
   ../../../../../kernel-templates/src/main/c/kernel/attention.c
   ../../../../../kernel-templates/src/main/c/kernel/feed_forward.c
   ../../../../../kernel-templates/src/main/c/kernel/forward.c
   ../../../../../kernel-templates/src/main/c/kernel/multiply.c
   ../../../../../kernel-templates/src/main/c/kernel/forward_memory.c
   ../../../../../kernel-templates/src/main/c/kernel/context.c
   ../../../../../kernel-templates/src/main/c/kernel/model_shape.c
   ../../../../../kernel-templates/src/main/c/kernel/generate.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c
   ../../../../../kernel-templates/src/main/c/kernel/number.c
   ../../../../format-llama2c/src/main/c/tensors.c
   ../../../../format-llama2c/src/main/c/finite.c
   ../../../../format-llama2c/src/main/c/header.c
   ../../../../format-llama2c/src/main/c/load.c
   ../../../../tokenizer-spm/src/main/c/vocabulary.c
   ../../../../tokenizer-spm/src/main/c/merge.c
   ../../../../tokenizer-spm/src/main/c/tokenizer_spm.c
   ../../../../sampler/src/main/c/nucleus.c
   ../../../../sampler/src/main/c/sampler.c */

/* A real model, sampled: after a rewind the same text, and the same logits to the last bit. */
#include <stdlib.h>

#include "bb_generate.h"
#include "bb_hooks.h"
#include "bb_kernel.h"
#include "bb_options.h"
#include "bb_test.h"
#include "bb_tokenizer.h"
#include "fake_kernel.h"
#include "format_llama2c.h"
#include "memory_time_travel.h"
#include "sampler.h"
#include "tokenizer_spm.h"

struct bb_options bb_options = {.sampler = {.temperature = 1.0f, .top_p = 0.9f, .seed = 7},
                                .memory_time_travel = {.automatic = true}};

static bb_kernel kernel;

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

bb_status bb_tokenizer_encode(bb_kernel *from, const char *text, size_t length, bool begin,
                              int32_t *out, size_t capacity, size_t *count)
{
    return bb_tokenizer_spm_encode(from, text, length, begin, out, capacity, count);
}

size_t bb_tokenizer_decode(bb_kernel *from, int32_t previous, int32_t token, const char **text)
{
    return bb_tokenizer_spm_decode(from, previous, token, text);
}

int32_t bb_sampler_sample(bb_kernel *from, bb_logits *logits, const bb_sampling *settings)
{
    return bb_sampler_pick(from, logits, settings);
}

bool bb_platform_entropy(void *out, size_t length)
{
    memset(out, 7, length);
    return true;
}

static void boot(void)
{
    size_t model_size;
    size_t tokenizer_size;
    char *model = fake_file(fake_models(), "stories260K.bin", &model_size);
    char *tokenizer = fake_file(fake_models(), "tok512.bin", &tokenizer_size);
    bb_source source = fake_source("model", model, model_size);
    kernel.tokenizer_source = fake_source("tokenizer", tokenizer, tokenizer_size);
    CHECK(bb_format_llama2c_header(&kernel, &source) == BB_OK);
    CHECK(bb_format_llama2c_load(&kernel, &source) == BB_OK);
    CHECK(bb_forward_prepare(&kernel) == BB_OK);
    CHECK(bb_tokenizer_spm_load(&kernel, &kernel.tokenizer_source) == BB_OK);
    CHECK(bb_sampler_boot(&kernel) == BB_OK);
    CHECK(bb_memory_time_travel_boot(&kernel) == BB_OK);
    free(model);
    free(tokenizer);
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
    boot();
    tell("Once upon a time", other, other_logits);
    CHECK(bb_memory_time_travel_checkpoint(&kernel, "fork") == BB_OK);
    tell(" Then a dragon", first, first_logits);
    CHECK(bb_memory_time_travel_undo(&kernel, "") == BB_OK);
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

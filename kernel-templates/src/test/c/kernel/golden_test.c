/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../real_model.c */

/* The whole way from a prompt to a text, against what llama2.c's run prints for a real model. */

#include "bb_generate.h"
#include "bb_hooks.h"
#include "bb_options.h"
#include "bb_test.h"
#include "bb_tokenizer.h"
#include "fake_kernel.h"
#include "real_model.h"
#include "sampler.h"

struct bb_options bb_options;

/* --- The hooks, as they are generated for these modules --- */

static char ids[4096]; /* the sampled tokens */
static size_t next_events;
static size_t prompt_events;
static size_t begin_events;
static size_t end_events;
static size_t appended;
static size_t stop_after = SIZE_MAX;

void bb_hooks_kv_event(bb_kernel *from, const bb_kv_event *event)
{
    (void)from;
    appended += event->kind == BB_KV_APPEND;
    CHECK_EQUAL(event->length, kernel.context.length);
}

void bb_hooks_process_logits(bb_kernel *from, bb_logits *logits)
{
    (void)from;
    CHECK_EQUAL(logits->length, kernel.context.length);
}

bb_flow bb_hooks_token(bb_kernel *from, const bb_token_event *event)
{
    (void)from;
    begin_events += event->kind == BB_TOKEN_BEGIN;
    end_events += event->kind == BB_TOKEN_END;
    prompt_events += event->kind == BB_TOKEN_PROMPT;
    if (event->kind != BB_TOKEN_NEXT) {
        return BB_CONTINUE;
    }
    char number[16];
    snprintf(number, sizeof number, "%d ", event->token);
    strcat(ids, number);
    CHECK_EQUAL(event->position, kernel.context.length);
    return next_events++ == stop_after ? BB_STOP : BB_CONTINUE;
}

/* --- The test --- */

static bb_generate_result answer(bb_generate_request request, bb_status expected)
{
    bb_generate_result result;
    request.prompt = request.prompt ? request.prompt : "";
    request.prompt_length = strlen(request.prompt);
    request.echo = true;
    ids[0] = 0;
    next_events = prompt_events = begin_events = end_events = appended = 0;
    CHECK(bb_generate(&kernel, &request, &result) == expected);
    return result;
}

/* The token of a text, or -1: the last one, since those of single bytes come first. */
static int32_t token_of(const char *wanted)
{
    for (int32_t token = (int32_t)bb_tokenizer_size(&kernel) - 1; token >= 0; token--) {
        const char *text;
        size_t length = bb_tokenizer_decode(&kernel, -1, token, &text);
        if (length == strlen(wanted) && memcmp(text, wanted, length) == 0) {
            return token;
        }
    }
    return -1;
}

static void check_golden(const char *name)
{
    char folder[1024];
    snprintf(folder, sizeof folder, "%s/golden", fake_models());
    char *golden = fake_file(folder, name, NULL);
    CHECK_TEXT(fake_output(), golden);
    free(golden);
}

static const bb_sampling greedy = {.temperature = 0.0f};

TEST(greedy)
{
    bb_context_truncate(&kernel, 0);
    bb_generate_result result = answer((bb_generate_request){.steps = 256, .sampling = &greedy}, 0);
    check_golden("stories260K-greedy.txt");
    char folder[1024];
    snprintf(folder, sizeof folder, "%s/golden", fake_models());
    char *golden = fake_file(folder, "stories260K-greedy.ids", NULL);
    strcat(ids, "\n");
    CHECK_TEXT(ids, golden);
    free(golden);
    CHECK_EQUAL(result.prompt_tokens, 1);
    CHECK_EQUAL(result.tokens, 256);
    CHECK_EQUAL(result.end, BB_END_STEPS);
    CHECK_EQUAL(kernel.context.length, 257); /* with the begin token */
    CHECK_EQUAL(appended, 257);
    CHECK_EQUAL(begin_events, 1);
    CHECK_EQUAL(end_events, 1);
    CHECK_EQUAL(prompt_events, 1);
    CHECK_EQUAL(next_events, 256);
}

TEST(sampled)
{
    bb_option option = {.value = &bb_options.sampler.seed};
    bb_options.sampler.temperature = 1.0f;
    bb_options.sampler.top_p = 0.9f;
    bb_options.sampler.seed = 133742;
    bb_sampler_option_changed(&kernel, &option);
    bb_context_truncate(&kernel, 0);
    bb_generate_result result = answer((bb_generate_request){.steps = 256}, 0);
    check_golden("stories260K-t1.0-p0.9-s133742.txt");
    CHECK_EQUAL(result.tokens, 256);
}

TEST(prompted)
{
    bb_context_truncate(&kernel, 0);
    bb_generate_request request = {
        .prompt = "Lily and Ben found a map", .steps = 100, .sampling = &greedy};
    bb_generate_result result = answer(request, 0);
    check_golden("stories260K-greedy-n100-prompt.txt");
    CHECK_EQUAL(result.prompt_tokens, prompt_events);
    CHECK_EQUAL(result.prompt_tokens + result.tokens - 1, 100);
}

/* The same text in two parts: the second continues without a begin token. */
TEST(continues)
{
    bb_context_truncate(&kernel, 0);
    bb_generate_request request = {.prompt = "Lily and Ben", .steps = 3, .sampling = &greedy};
    answer(request, 0);
    CHECK_EQUAL(kernel.context.length, 3);
    CHECK_EQUAL(kernel.context.tokens[0], 1);
    fake_output();
    request.prompt = "found a map";
    request.steps = 2;
    bb_generate_result result = answer(request, 0);
    CHECK_EQUAL(kernel.context.length, 5);
    CHECK(kernel.context.tokens[3] != 1);
    CHECK(result.prompt_tokens > 1);
    CHECK(strncmp(fake_output(), " fo", 3) == 0);
}

TEST(ends)
{
    bb_context_truncate(&kernel, 0);
    bb_generate_result result = answer((bb_generate_request){.sampling = &greedy}, 0);
    CHECK_EQUAL(result.end, BB_END_TOKEN); /* the story is over */
    CHECK_EQUAL(kernel.context.length, result.tokens + 1);
    fake_output();
    kernel.context.length = 506;
    result = answer((bb_generate_request){.prompt = "a", .sampling = &greedy}, 0);
    CHECK_EQUAL(result.end, BB_END_CONTEXT);
    CHECK_EQUAL(kernel.context.length, 512);

    bb_status status;
    bb_generate_request full = {.prompt = "more", .prompt_length = 4};
    status = bb_generate(&kernel, &full, &result);
    CHECK(status != BB_OK);
    CHECK_TEXT(fake_failure(), "E-PROMPT-TOO-LONG");
    CHECK(strstr(bb_failure_details(), "0 of 512") != NULL);

    bb_context_truncate(&kernel, 10);
    bb_generate_request empty = {.prompt = "", .prompt_length = 0};
    CHECK(bb_generate(&kernel, &empty, &result) != BB_OK);
    CHECK_TEXT(fake_failure(), "E-PROMPT-EMPTY");
    CHECK_EQUAL(kernel.context.length, 10);

    fake_output();
    bb_context_truncate(&kernel, 0);
    fake_interrupt_after(7);
    result = answer((bb_generate_request){.sampling = &greedy}, 0);
    CHECK_EQUAL(result.end, BB_END_INTERRUPTED);
    CHECK_EQUAL(kernel.context.length, 8); /* the begin token and all that was shown */
    CHECK_EQUAL(result.tokens, 7);
    CHECK_TEXT(fake_output(), "Once upon a time, there was\n");

    bb_context_truncate(&kernel, 0);
    stop_after = 3;
    result = answer((bb_generate_request){.sampling = &greedy}, 0);
    stop_after = SIZE_MAX;
    CHECK_EQUAL(result.end, BB_END_LISTENER);
    CHECK_EQUAL(result.tokens, 3);
    fake_output();

    bb_context_truncate(&kernel, 0);
    const int32_t stops[] = {-1, token_of(",")};
    result = answer((bb_generate_request){.sampling = &greedy, .stops = stops, .stop_count = 2}, 0);
    CHECK_EQUAL(result.end, BB_END_TOKEN);
    CHECK_TEXT(fake_output(), "Once upon a time\n");
}

/* A prompt that comes as tokens is the same as one that comes as text. */
TEST(tokens_as_a_prompt)
{
    int32_t tokens[16];
    size_t count;
    bb_context_truncate(&kernel, 0);
    CHECK(bb_tokenizer_encode(&kernel, "Lily and", 8, BB_ENCODE_BEGIN, tokens, 16, &count) ==
          BB_OK);
    bb_generate_result of_text =
        answer((bb_generate_request){.sampling = &greedy, .prompt = "Lily and", .prompt_length = 8},
               BB_OK);
    char text[1024];
    snprintf(text, sizeof text, "%s", fake_output());
    bb_context_truncate(&kernel, 0);
    bb_generate_result of_tokens = answer(
        (bb_generate_request){.sampling = &greedy, .tokens = tokens, .token_count = count}, BB_OK);
    CHECK_TEXT(fake_output(), text);
    CHECK_EQUAL(of_tokens.prompt_tokens, of_text.prompt_tokens);
    CHECK_EQUAL(of_tokens.tokens, of_text.tokens);
}

TEST(ends_at_the_end_of_a_turn)
{
    const char *comma;
    const int32_t token = 432;
    CHECK_EQUAL(bb_tokenizer_decode(&kernel, 0, token, &comma), 1);
    CHECK_EQUAL(*comma, ',');
    bb_context_truncate(&kernel, 0);
    kernel.model.end_of_turn_token = token;
    bb_generate_result result = answer((bb_generate_request){.sampling = &greedy}, 0);
    kernel.model.end_of_turn_token = -1;
    CHECK_EQUAL(result.end, BB_END_TOKEN);
    CHECK_TEXT(fake_output(), "Once upon a time\n");
}

static size_t first_bad_layer;

static void probe(bb_kernel *from, const bb_layer_output *output)
{
    const bb_shape *shape = &from->model.shape;
    CHECK_EQUAL(output->count, output->layer == shape->layers ? shape->vocabulary : shape->dim);
    CHECK_EQUAL(output->position, from->context.length);
    for (size_t i = 0; i < output->count; i++) {
        if (isnan(output->values[i]) && output->layer < first_bad_layer) {
            first_bad_layer = output->layer;
        }
    }
}

TEST(nan)
{
    float *weight = (float *)(uintptr_t)kernel.model.layer[3].ffn_norm + 5;
    float kept = *weight;
    bb_generate_result result;
    bb_generate_request request = {.prompt = "", .sampling = &greedy};
    *weight = NAN;
    first_bad_layer = SIZE_MAX;
    kernel.probe = probe;
    bb_context_truncate(&kernel, 0);
    CHECK(bb_generate(&kernel, &request, &result) != BB_OK);
    CHECK_TEXT(fake_failure(), "E-MODEL-NAN");
    CHECK_TEXT(fake_output(), "\n");
    CHECK_EQUAL(first_bad_layer, 3);
    request.sampling = NULL; /* by temperature */
    bb_context_truncate(&kernel, 0);
    CHECK(bb_generate(&kernel, &request, &result) != BB_OK);
    CHECK_TEXT(fake_failure(), "E-MODEL-NAN");
    *weight = kept;
    kernel.probe = NULL;
    fake_output();
}

int main(void)
{
    real_model_boot(fake_models(), "stories260K.bin", "tok512.bin");
    int failed = RUN(greedy) | RUN(sampled) | RUN(prompted) | RUN(continues) | RUN(ends) |
                 RUN(tokens_as_a_prompt) | RUN(ends_at_the_end_of_a_turn) | RUN(nan) | RUN(greedy);
    fake_free_arenas();
    return failed;
}

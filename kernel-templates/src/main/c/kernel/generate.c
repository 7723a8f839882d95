/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_generate.h"

#include "bb_console.h"
#include "bb_hooks.h"
#include "bb_kernel.h"
#include "bb_text.h"
#include "bb_tokenizer.h"

BB_ERROR(prompt_too_long, "E-PROMPT-TOO-LONG",
         "Shorten the prompt, or make room: /reset forgets the conversation so far.");
BB_ERROR(prompt_empty, "E-PROMPT-EMPTY", "Give a text for the conversation to go on with.");

const bb_error_code bb_model_nan = {
    "E-MODEL-NAN",
    "The weights are damaged, or too large for float32. Copy the model file again. With module "
    "diagnostics installed and its checks on, the kernel names the layer."};

/* An answer in the making. */
typedef struct answer {
    bb_kernel *kernel;
    const bb_generate_request *request;
    bb_generate_result *result;
    size_t start;   /* the context's length before the answer */
    size_t limit;   /* positions that it may take */
    int32_t token;  /* the next token for the context */
    bool cut_short; /* by the context's end, not by the steps that were asked for */
} answer;

/* The text of `token` after `previous`; the begin token has none. */
static size_t text_of(bb_kernel *kernel, int32_t previous, int32_t token, const char **text)
{
    *text = "";
    return token == kernel->model.begin_token ? 0
                                              : bb_tokenizer_decode(kernel, previous, token, text);
}

/* Prints a token's bytes; a single control character is dropped, as by llama2.c. */
static void show(const char *text, size_t length)
{
    unsigned char first = length > 0 ? (unsigned char)text[0] : 0;
    bool blank = first >= '\t' && first <= '\r';
    bool control = (first < ' ' && !blank) || first == 0x7f;
    if (length > 1 || !control) {
        bb_write(text, length);
    }
}

/* Puts the prompt's tokens where the context will have them. */
static bb_status encode_prompt(answer *answer)
{
    bb_kernel *kernel = answer->kernel;
    bb_context *context = &kernel->context;
    size_t room = kernel->model.shape.context - context->length;
    size_t count = 0;
    bb_status status =
        bb_tokenizer_encode(kernel, answer->request->prompt, answer->request->prompt_length,
                            context->length == 0, context->tokens + context->length, room, &count);
    if (count > room) {
        return bb_fail(&prompt_too_long, "the prompt has %zu tokens; %zu of %zu positions are free",
                       count, room, kernel->model.shape.context);
    }
    if (status) {
        return status;
    }
    if (count == 0) {
        return bb_fail(&prompt_empty, "the prompt has no tokens");
    }
    size_t steps = answer->request->steps;
    answer->start = context->length;
    answer->cut_short = steps == 0 || steps > room;
    answer->limit = answer->cut_short ? room : steps;
    answer->token = context->tokens[context->length];
    answer->result->prompt_tokens = count;
    return BB_OK;
}

/* Picks the token after the context: false, with the reason, if the answer ends before it. */
static bool sample(answer *answer, float *values, bb_status *status)
{
    bb_kernel *kernel = answer->kernel;
    bb_context *context = &kernel->context;
    bb_logits logits = {
        .values = values,
        .count = kernel->model.shape.vocabulary,
        .tokens = context->tokens,
        .length = context->length,
    };
    bb_hooks_process_logits(kernel, &logits);
    int32_t next = bb_sampler_sample(kernel, &logits, answer->request->sampling);
    if (next < 0) {
        *status = bb_fail(&bb_model_nan, "the logits at position %zu are not numbers",
                          context->length - 1);
        return false;
    }
    const char *text;
    size_t length = text_of(kernel, answer->token, next, &text);
    const char *stop = answer->request->stop;
    if (next == kernel->model.begin_token || next == kernel->model.end_token ||
        (stop && bb_text_equal(text, length, stop, bb_text_length(stop)))) {
        answer->result->end = BB_END_TOKEN;
        return false;
    }
    const bb_token_event event = {
        .kind = BB_TOKEN_NEXT,
        .token = next,
        .position = context->length,
        .logits = values,
        .text = text,
        .length = length,
    };
    if (bb_hooks_token(kernel, &event) == BB_STOP) {
        answer->result->end = BB_END_LISTENER;
        return false;
    }
    show(text, length);
    answer->token = next;
    answer->result->tokens++;
    return true;
}

/* Tells of a token of the prompt that is in the context now. */
static bb_flow tell_prompt_token(answer *answer, int32_t previous)
{
    bb_kernel *kernel = answer->kernel;
    bb_token_event event = {
        .kind = BB_TOKEN_PROMPT,
        .token = answer->token,
        .position = kernel->context.length - 1,
    };
    event.length = text_of(kernel, previous, answer->token, &event.text);
    return bb_hooks_token(kernel, &event);
}

/* Shows a token of the prompt. */
static void echo(answer *answer, int32_t previous)
{
    if (answer->request->echo) {
        const char *text;
        size_t length = text_of(answer->kernel, previous, answer->token, &text);
        show(text, length);
    }
}

/* What was shown last goes into the context too, so that the conversation can go on from it. */
static void keep_last_token(const answer *answer)
{
    const bb_context *context = &answer->kernel->context;
    if (answer->result->tokens > 0 && context->length < answer->kernel->model.shape.context) {
        bb_forward(answer->kernel, answer->token);
    }
}

/*
 * The loop of llama2.c's run: a token goes into the context, the next one comes from the prompt or
 * from the sampler and is shown.
 */
static bb_status run(answer *answer)
{
    bb_kernel *kernel = answer->kernel;
    const int32_t *prompt = kernel->context.tokens + answer->start;
    bb_generate_result *result = answer->result;
    bb_status status = BB_OK;
    int32_t previous = answer->start > 0 ? prompt[-1] : kernel->model.begin_token;
    uint64_t start = bb_clock_ns();

    echo(answer, previous);
    for (size_t step = 0; step < answer->limit; step++) {
        if (bb_console_interrupted()) {
            result->end = BB_END_INTERRUPTED;
            keep_last_token(answer);
            return BB_OK;
        }
        float *logits = bb_forward(kernel, answer->token);
        if (step < result->prompt_tokens && tell_prompt_token(answer, previous) == BB_STOP) {
            result->end = BB_END_LISTENER;
            return BB_OK;
        }
        if (step + 1 < result->prompt_tokens) {
            previous = answer->token;
            answer->token = prompt[step + 1];
            echo(answer, previous);
            result->prompt_ns = bb_clock_ns() - start;
            continue;
        }
        bool more = sample(answer, logits, &status);
        result->decode_ns = bb_clock_ns() - start - result->prompt_ns;
        if (!more) {
            return status;
        }
    }
    result->end = answer->cut_short ? BB_END_CONTEXT : BB_END_STEPS;
    keep_last_token(answer);
    return BB_OK;
}

bb_status bb_generate(bb_kernel *kernel, const bb_generate_request *request,
                      bb_generate_result *result)
{
    *result = (bb_generate_result){0};
    answer answer = {.kernel = kernel, .request = request, .result = result};
    bb_status status = encode_prompt(&answer);
    if (status) {
        return status;
    }
    const bb_token_event begin = {
        .kind = BB_TOKEN_BEGIN, .position = kernel->context.length, .text = ""};
    bb_hooks_token(kernel, &begin);
    bb_console_frame_begin();
    status = run(&answer);
    bb_write("\n", 1);
    bb_console_frame_end();
    const bb_token_event end = {
        .kind = BB_TOKEN_END, .position = kernel->context.length, .text = ""};
    bb_hooks_token(kernel, &end);
    return status;
}

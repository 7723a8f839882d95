/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_generate.h"

#include "bb_bytes.h"
#include "bb_console.h"
#include "bb_hooks.h"
#include "bb_kernel.h"
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

/* Whether a token ends what the model has to say. */
static bool ends_text(const bb_model *model, int32_t token)
{
    return token == model->begin_token || token == model->end_token ||
           token == model->end_of_turn_token;
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

/* Writes the prompt's tokens to `out`, if there is room. */
static bb_status prompt_tokens(bb_kernel *kernel, const bb_generate_request *request, int32_t *out,
                               size_t room, size_t *count)
{
    if (!request->tokens) {
        return bb_tokenizer_encode(kernel, request->prompt, request->prompt_length,
                                   kernel->context.length == 0 ? BB_ENCODE_BEGIN : 0, out, room,
                                   count);
    }
    *count = request->token_count;
    if (*count <= room) {
        memmove(out, request->tokens, *count * sizeof *out);
    }
    return BB_OK;
}

/* Puts the prompt's tokens where the context will have them. */
static bb_status encode_prompt(answer *answer)
{
    bb_kernel *kernel = answer->kernel;
    bb_context *context = &kernel->context;
    size_t room = kernel->model.shape.context - context->length;
    size_t count = 0;
    bb_status status =
        prompt_tokens(kernel, answer->request, context->tokens + context->length, room, &count);
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
    answer->result->prompt_tokens = count;
    return BB_OK;
}

static bool is_stop(const bb_generate_request *request, int32_t token)
{
    for (size_t i = 0; i < request->stop_count; i++) {
        if (request->stops[i] == token) {
            return true;
        }
    }
    return false;
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
    if (ends_text(&kernel->model, next) || is_stop(answer->request, next)) {
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

/* Shows a token of the prompt, if it is to be echoed. */
static void echo(const answer *answer, int32_t previous, int32_t token)
{
    if (answer->request->echo) {
        const char *text;
        size_t length = text_of(answer->kernel, previous, token, &text);
        show(text, length);
    }
}

/* Tells of a token of the prompt that is in the context now. */
static bb_flow tell_prompt_token(bb_kernel *kernel, int32_t previous, size_t position)
{
    int32_t token = kernel->context.tokens[position];
    bb_token_event event = {.kind = BB_TOKEN_PROMPT, .token = token, .position = position};
    event.length = text_of(kernel, previous, token, &event.text);
    return bb_hooks_token(kernel, &event);
}

/*
 * The prompt goes into the context in batches. Returns the logits after its last token, or NULL if
 * the answer ends before: the result says why.
 */
static float *feed_prompt(answer *answer)
{
    bb_kernel *kernel = answer->kernel;
    bb_context *context = &kernel->context;
    size_t begin = answer->start;
    size_t count = answer->result->prompt_tokens;
    size_t end = begin + (count < answer->limit ? count : answer->limit);
    int32_t previous = begin > 0 ? context->tokens[begin - 1] : kernel->model.begin_token;
    float *logits = NULL;
    while (context->length < end) {
        if (bb_console_interrupted()) {
            answer->result->end = BB_END_INTERRUPTED;
            return NULL;
        }
        size_t first = context->length;
        size_t left = end - first;
        size_t batch = left < kernel->forward.batch ? left : kernel->forward.batch;
        int32_t before = previous;
        for (size_t i = first; i < first + batch; i++) {
            echo(answer, before, context->tokens[i]);
            before = context->tokens[i];
        }
        logits = bb_forward(kernel, context->tokens + first, batch);
        for (size_t i = first; i < first + batch; i++) {
            if (tell_prompt_token(kernel, previous, i) == BB_STOP) {
                bb_context_truncate(kernel, i + 1);
                answer->result->end = BB_END_LISTENER;
                return NULL;
            }
            previous = context->tokens[i];
        }
    }
    answer->token = previous;
    if (count > answer->limit) {
        answer->result->end = answer->cut_short ? BB_END_CONTEXT : BB_END_STEPS;
        return NULL;
    }
    return logits;
}

/* What was shown last goes into the context too, so that the conversation can go on from it. */
static void keep_last_token(const answer *answer)
{
    const bb_context *context = &answer->kernel->context;
    if (answer->result->tokens > 0 && context->length < answer->kernel->model.shape.context) {
        bb_forward(answer->kernel, &answer->token, 1);
    }
}

/* Samples a token, shows it, puts it into the context, and so on to the answer's end. */
static bb_status decode(answer *answer, float *logits)
{
    bb_kernel *kernel = answer->kernel;
    bb_generate_result *result = answer->result;
    bb_status status = BB_OK;
    size_t end = answer->start + answer->limit;
    while (sample(answer, logits, &status)) {
        bool full = kernel->context.length == end;
        if (full || bb_console_interrupted()) {
            result->end = !full               ? BB_END_INTERRUPTED
                          : answer->cut_short ? BB_END_CONTEXT
                                              : BB_END_STEPS;
            keep_last_token(answer);
            break;
        }
        logits = bb_forward(kernel, &answer->token, 1);
    }
    return status;
}

static bb_status run(answer *answer)
{
    uint64_t start = bb_clock_ns();
    float *logits = feed_prompt(answer);
    uint64_t fed = bb_clock_ns();
    answer->result->prompt_ns = fed - start;
    bb_status status = logits ? decode(answer, logits) : BB_OK;
    answer->result->decode_ns = bb_clock_ns() - fed;
    return status;
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

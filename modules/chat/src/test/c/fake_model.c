/* SPDX-License-Identifier: Apache-2.0 */
#include "fake_model.h"

#include <stdio.h>
#include <string.h>

#include "bb_options.h"
#include "bb_test.h"
#include "bb_text.h"
#include "bb_tokenizer.h"
#include "chat.h"
#include "fake_kernel.h"

bb_kernel fake;
const char *fake_answer;
bb_status fake_generate_failure;
struct bb_options bb_options;

static int32_t context_tokens[FAKE_POSITIONS];
static size_t computed;
static const char *const controls[] = {"<|u|>", "<|a|>", "<|e|>", "<|b|>"};
enum { CONTROLS = 4 };

static void markup(bb_chat_writer *writer, const char *text)
{
    writer->put(writer, text, strlen(text), true);
}

static void ask(bb_chat_writer *writer, const bb_chat_question *question)
{
    if (question->system_length > 0) {
        markup(writer, "[");
        writer->put(writer, question->system, question->system_length, false);
        markup(writer, "]");
    }
    markup(writer, "<|u|>");
    writer->put(writer, question->text, question->length, false);
    markup(writer, "<|e|>");
    markup(writer, "<|a|>");
}

static void close(bb_chat_writer *writer)
{
    markup(writer, "<|e|>");
}

static const char *const signs[] = {"<|u|>", "<|a|>", NULL};
static const char *const ends[] = {"<|e|>", "no token", "<|u|>", NULL};

const bb_chat_template fake_template = {
    .name = "fake",
    .signs = signs,
    .tokens = signs,
    .ends = ends,
    .marks = signs,
    .has_system = true,
    .ask = ask,
    .close = close,
};

const bb_chat_template *const bb_chat_templates[] = {&fake_template};
const size_t bb_chat_template_count = 1;

static size_t control_at(const char *text, size_t length)
{
    for (size_t i = 0; i < CONTROLS; i++)
        if (length >= 5 && memcmp(text, controls[i], 5) == 0)
            return i;
    return CONTROLS;
}

bb_status bb_tokenizer_encode(bb_kernel *kernel, const char *text, size_t length, unsigned flags,
                              int32_t *out, size_t capacity, size_t *count)
{
    BB_ERROR(too_many, "E-TOKENS-TOO-MANY", "");
    static int32_t all[1 << 16];
    size_t used = 0;
    (void)kernel;
    if (flags & BB_ENCODE_BEGIN)
        all[used++] = FAKE_BEGIN;
    for (size_t at = 0; at < length;) {
        size_t control = flags & BB_ENCODE_CONTROL ? control_at(text + at, length - at) : CONTROLS;
        all[used++] =
            control < CONTROLS ? FAKE_CONTROL + (int32_t)control : (unsigned char)text[at];
        at += control < CONTROLS ? 5 : 1;
    }
    *count = used;
    if (used > capacity)
        return bb_fail(&too_many, "%zu tokens", used);
    memcpy(out, all, used * sizeof *out);
    return BB_OK;
}

size_t bb_tokenizer_decode(bb_kernel *kernel, int32_t previous, int32_t token, const char **text)
{
    static char bytes[256];
    (void)kernel;
    (void)previous;
    *text = "";
    if (token < 0 || token >= FAKE_CONTROL)
        return 0;
    bytes[token] = (char)token;
    *text = &bytes[token];
    return 1;
}

size_t bb_tokenizer_size(bb_kernel *kernel)
{
    (void)kernel;
    return FAKE_CONTROL + CONTROLS;
}

void bb_context_truncate(bb_kernel *kernel, size_t length)
{
    if (length >= kernel->context.length)
        return;
    kernel->context.length = length;
    const bb_kv_event event = {.kind = BB_KV_TRUNCATE, .length = length};
    bb_chat_observe(kernel, &event);
}

static void compute(bb_kernel *kernel, int32_t token)
{
    CHECK(kernel->context.length < kernel->model.shape.context);
    kernel->context.tokens[kernel->context.length++] = token;
    computed++;
}

float *bb_forward(bb_kernel *kernel, const int32_t *tokens, size_t count)
{
    CHECK(count <= kernel->forward.batch);
    for (size_t i = 0; i < count; i++)
        compute(kernel, tokens[i]);
    return NULL;
}

void bb_progress_begin(const char *label, uint64_t total, bool unit_bytes)
{
    CHECK(label != NULL && total > 0 && !unit_bytes);
}

void bb_progress_update(uint64_t done)
{
    CHECK(done > 0);
}

void bb_progress_end(void) {}

bb_status bb_generate(bb_kernel *kernel, const bb_generate_request *request,
                      bb_generate_result *result)
{
    *result = (bb_generate_result){.prompt_tokens = request->token_count, .end = BB_END_TOKEN};
    if (fake_generate_failure != BB_OK)
        return fake_generate_failure;
    CHECK(request->tokens != NULL);
    CHECK_EQUAL(request->stop_count, 2); /* of the template's three ends, those that are tokens */
    CHECK_EQUAL(request->stops[0], FAKE_CONTROL + 2);
    CHECK_EQUAL(request->stops[1], FAKE_CONTROL);
    CHECK(request->steps > 0);
    for (size_t i = 0; i < request->token_count; i++) {
        if (fake_answer[0] == 3 && i == request->token_count / 2) {
            result->end = BB_END_INTERRUPTED; /* while the question is read */
            return BB_OK;
        }
        compute(kernel, request->tokens[i]);
    }
    size_t end = kernel->context.length - request->token_count + request->steps;
    for (const char *byte = fake_answer; *byte != 0; byte++) {
        if (*byte == 3 || kernel->context.length == end) {
            result->end = *byte == 3 ? BB_END_INTERRUPTED : BB_END_STEPS;
            fake_answer = byte;
            return BB_OK;
        }
        compute(kernel, (unsigned char)*byte);
        result->tokens++;
    }
    return BB_OK;
}

size_t fake_computed(void)
{
    size_t count = computed;
    computed = 0;
    return count;
}

const char *fake_context(void)
{
    static char text[FAKE_POSITIONS * 5 + 1];
    size_t length = 0;
    for (size_t i = 0; i < fake.context.length; i++) {
        int32_t token = context_tokens[i];
        if (token >= FAKE_CONTROL)
            length += (size_t)sprintf(text + length, "%s", controls[token - FAKE_CONTROL]);
        else
            text[length++] = (char)token;
    }
    text[length] = 0;
    return text;
}

void fake_begin(size_t positions)
{
    fake = (bb_kernel){
        .model_file = "\\models\\demo.bin",
        .context.tokens = context_tokens,
        .forward.batch = 16,
        .model = {.shape.context = positions, .vocabulary.count = FAKE_CONTROL + CONTROLS}};
    memset(context_tokens, 0xa5, sizeof context_tokens);
    bb_options = (struct bb_options){.chat.template = "auto"};
    fake_answer = "Fine.";
    fake_generate_failure = BB_OK;
    computed = 0;
    fake_free_arenas();
    fake_output();
}

/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/continuation.c ../../main/c/stats.c ../../main/c/rows.c
   ../../../../../kernel-templates/src/main/c/kernel/format.c
   ../../../../../kernel-templates/src/main/c/kernel/decimal.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c
   ../../../../../kernel-templates/src/main/c/kernel/wrap.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c */
/* What an answer is asked for with, and when the conversation before it is forgotten. The model's
 * place is taken by one that answers as it is told, with a token for each byte. */
#include "continuation.h"

#include "bb_conversation.h"
#include "bb_generate.h"
#include "bb_kernel.h"
#include "bb_options.h"
#include "bb_test.h"
#include "bb_tokenizer.h"
#include "fake_kernel.h"
#include "repl_commands.h"

enum { CONTEXT = 64 };

struct bb_options bb_options;
static bb_kernel kernel;
static int32_t tokens[CONTEXT];

/* The answer that will be given. */
static bb_generate_result answer;
static bb_status failure;

/* What was asked for. */
static bb_generate_request asked;
static char asked_prompt[256];
static size_t asked_at;

bb_status bb_tokenizer_encode(bb_kernel *of, const char *text, size_t length, unsigned flags,
                              int32_t *out, size_t capacity, size_t *count)
{
    BB_ERROR(too_many, "E-TOKENS-TOO-MANY", "");
    (void)of;
    size_t begin = flags & BB_ENCODE_BEGIN ? 1 : 0;
    *count = length + begin;
    if (*count > capacity)
        return &too_many;
    for (size_t i = 0; i < *count; i++)
        out[i] = begin && i == 0 ? 1 : text[i - begin];
    return BB_OK;
}

bb_status bb_generate(bb_kernel *of, const bb_generate_request *request, bb_generate_result *result)
{
    asked = *request;
    asked_at = of->context.length;
    snprintf(asked_prompt, sizeof asked_prompt, "%.*s", (int)request->prompt_length,
             request->prompt);
    *result = answer;
    if (failure == BB_OK)
        of->context.length += request->prompt_length + answer.tokens;
    return failure;
}

void bb_context_truncate(bb_kernel *of, size_t length)
{
    of->context.length = length;
}

static bool forgotten;

bool bb_conversation_forget(bb_kernel *of)
{
    (void)of;
    forgotten = true;
    return true;
}

static bb_status say(const char *line)
{
    return bb_repl_continue(&kernel, line, strlen(line));
}

static void begin(void)
{
    kernel.context = (bb_context){.tokens = tokens};
    kernel.model.shape.context = CONTEXT;
    answer = (bb_generate_result){.tokens = 5, .decode_ns = 500000000, .end = BB_END_STEPS};
    failure = BB_OK;
    bb_options.repl.steps = 0;
    bb_options.repl.statistics = false;
    fake_output();
}

TEST(answers_follow_each_other)
{
    begin();
    CHECK(say("hello") == BB_OK);
    CHECK_TEXT(asked_prompt, "hello");
    CHECK_EQUAL(asked_at, 0);
    CHECK(!asked.echo);
    CHECK(asked.sampling == NULL);
    CHECK_EQUAL(asked.stop_count, 0);
    CHECK_EQUAL(asked.steps, 0);
    CHECK(say("again") == BB_OK);
    CHECK_EQUAL(asked_at, 10);
    CHECK_TEXT(fake_output(), "");
}

TEST(steps_count_the_answer)
{
    begin();
    bb_options.repl.steps = 7;
    say("hello");
    CHECK_EQUAL(asked.steps, 6 - 1 + 7); /* with the begin token */
    say("hello");
    CHECK_EQUAL(asked.steps, 5 - 1 + 7);
}

TEST(statistics)
{
    begin();
    bb_options.repl.statistics = true;
    say("hello");
    CHECK_TEXT(fake_output(), "5 tokens, 10.0 tokens/s\n");
    answer.decode_ns = 0;
    say("hello");
    CHECK_TEXT(fake_output(), "");
}

TEST(a_complete_text_is_not_continued)
{
    begin();
    answer.end = BB_END_TOKEN;
    say("hello");
    CHECK_EQUAL(kernel.context.length, 10); /* still there, for whoever wants to see it */
    answer.end = BB_END_STEPS;
    say("again");
    CHECK_EQUAL(asked_at, 0);
    CHECK_TEXT(fake_output(), "");
    say("again");
    CHECK_EQUAL(asked_at, 10);
}

TEST(a_complete_text_that_was_rewound_is_continued)
{
    begin();
    answer.end = BB_END_TOKEN;
    say("hello");
    bb_context_truncate(&kernel, 4);
    say("again");
    CHECK_EQUAL(asked_at, 4);
}

TEST(a_full_context_is_forgotten)
{
    begin();
    kernel.context.length = CONTEXT - 5 - CONTEXT / 8;
    say("hello"); /* just fits */
    CHECK_EQUAL(asked_at, CONTEXT - 5 - CONTEXT / 8);
    CHECK_TEXT(fake_output(), "");
    kernel.context.length = CONTEXT - 5 - CONTEXT / 8 + 1;
    say("hello");
    CHECK_EQUAL(asked_at, 0);
    CHECK_TEXT(fake_output(), "(The context is full: the conversation so far is forgotten.)\n");
    kernel.context.length = CONTEXT;
    say("hello");
    CHECK_EQUAL(asked_at, 0);
}

TEST(a_failure_is_handed_on)
{
    static const bb_error_code code = {"E-TEST", ""};
    begin();
    failure = &code;
    CHECK(say("hello") == &code);
    /* Too long for an empty context: bb_generate says so. */
    char line[CONTEXT + 1];
    memset(line, 'x', sizeof line);
    line[CONTEXT] = 0;
    bb_options.repl.steps = 3;
    CHECK(say(line) == &code);
    CHECK_EQUAL(asked.steps, 0);
    CHECK_TEXT(fake_output(), "");
}

TEST(reset)
{
    begin();
    say("hello");
    CHECK(bb_repl_reset(&kernel, "") == BB_OK);
    CHECK_EQUAL(kernel.context.length, 0);
    CHECK_TEXT(fake_output(), "The conversation is forgotten.\n");
    CHECK(forgotten); /* also by a module that keeps one */
}

int main(void)
{
    return RUN(answers_follow_each_other) | RUN(steps_count_the_answer) | RUN(statistics) |
           RUN(a_complete_text_is_not_continued) |
           RUN(a_complete_text_that_was_rewound_is_continued) | RUN(a_full_context_is_forgotten) |
           RUN(a_failure_is_handed_on) | RUN(reset);
}

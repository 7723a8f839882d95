/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/story.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c */
#include "bb_console.h"
#include "bb_generate.h"
#include "bb_kernel.h"
#include "bb_options.h"
#include "bb_test.h"
#include "fake_kernel.h"
#include "story.h"

struct bb_options bb_options = {.story = {.prompt = "Once", .steps = 9, .top_p = 0.5f}};
static bb_kernel kernel;
static bb_generate_result outcome;
static bb_status failure;

bb_status bb_generate(bb_kernel *from, const bb_generate_request *request,
                      bb_generate_result *result)
{
    CHECK_TEXT(request->prompt, "Once");
    CHECK_EQUAL(request->prompt_length, 4);
    CHECK_EQUAL(request->steps, 9);
    CHECK(request->echo);
    CHECK(request->sampling->temperature == 0.0f && request->sampling->top_p == 0.5f);
    CHECK_EQUAL(request->stop_count, 0);
    from->context.length = 5;
    *result = outcome;
    bb_write("Once.\n", 6);
    return failure;
}

void bb_context_truncate(bb_kernel *from, size_t length)
{
    from->context.length = length;
}

TEST(tells)
{
    outcome = (bb_generate_result){.tokens = 30, .decode_ns = 1500000000};
    CHECK(bb_story_boot(&kernel) == BB_OK);
    CHECK_TEXT(fake_output(), "\nOnce.\n\n30 tokens, 20.0 tokens/s\n");
    CHECK_EQUAL(kernel.context.length, 0);
}

TEST(no_figures_without_time)
{
    outcome = (bb_generate_result){.tokens = 0, .decode_ns = 0};
    CHECK(bb_story_boot(&kernel) == BB_OK);
    CHECK_TEXT(fake_output(), "\nOnce.\n");
}

TEST(fails)
{
    BB_ERROR(error, "E-TEST", "");
    outcome = (bb_generate_result){.tokens = 30, .decode_ns = 1500000000};
    failure = &error;
    CHECK(bb_story_boot(&kernel) == &error);
    CHECK_TEXT(fake_output(), "\nOnce.\n");
    CHECK_EQUAL(kernel.context.length, 0);
}

int main(void)
{
    return RUN(tells) | RUN(no_figures_without_time) | RUN(fails);
}

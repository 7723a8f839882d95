/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/speed.c fake_model.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c */
#include "bb_options.h"
#include "bb_test.h"
#include "bench.h"
#include "fake_kernel.h"
#include "fake_model.h"

struct bb_options bb_options;

static bb_status measure(int64_t prompt, int64_t decode, int64_t depth)
{
    bb_options.bench.prompt = prompt;
    bb_options.bench.decode = decode;
    bb_options.bench.depth = depth;
    fake_kernel_state.context.length = 4; /* a conversation */
    return bb_bench_speed(&fake_kernel_state, "");
}

TEST(reads_a_prompt_and_decodes_from_the_start)
{
    unsigned long long ns[2];
    double rate[2];
    int end = 0;
    CHECK(measure(10, 3, 0) == BB_OK);
    CHECK_TEXT(fake_calls(), "10@0 1@0 1@1 1@2 ");
    CHECK_EQUAL(fake_kernel_state.context.length, 0);
    CHECK_EQUAL(fake_pages, 0);
    int read = sscanf(fake_output(),
                      "prompt: 10 tokens, %llu ns, %lf tokens/s\n"
                      "decode: 3 tokens, %llu ns, %lf tokens/s\n%n",
                      &ns[0], &rate[0], &ns[1], &rate[1], &end);
    CHECK_EQUAL(read, 4);
    CHECK(end > 0);
    CHECK_NEAR(rate[0] * (double)ns[0], 10e9, 10e9 * 1e-3);
    CHECK_NEAR(rate[1] * (double)ns[1], 3e9, 3e9 * 1e-3);
}

TEST(decodes_behind_a_context)
{
    CHECK(measure(0, 2, 8) == BB_OK);
    CHECK_TEXT(fake_calls(), "8@0 1@8 1@9 ");
    CHECK(strncmp(fake_output(), "decode: 2 tokens", 16) == 0);
}

TEST(measures_one_of_both_or_none)
{
    CHECK(measure(5, 0, 5) == BB_OK);
    CHECK_TEXT(fake_calls(), "5@0 ");
    CHECK(measure(0, 0, 0) == BB_OK);
    CHECK_TEXT(fake_calls(), "");
    CHECK_EQUAL(fake_pages, 0);
    fake_output();
}

TEST(refuses_what_does_not_fit)
{
    CHECK(measure(11, 1, 0) != BB_OK);
    CHECK_TEXT(fake_failure(), "E-BENCH-CONTEXT");
    CHECK(measure(1, 5, 6) != BB_OK);
    CHECK_TEXT(fake_failure(), "E-BENCH-CONTEXT");
    CHECK_TEXT(fake_calls(), "");
    CHECK_EQUAL(fake_kernel_state.context.length, 4);
}

int main(void)
{
    return RUN(reads_a_prompt_and_decodes_from_the_start) | RUN(decodes_behind_a_context) |
           RUN(measures_one_of_both_or_none) | RUN(refuses_what_does_not_fit);
}

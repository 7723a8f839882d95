/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/perplexity.c ../../main/c/whole_file.c fake_model.c
   ../../../../../kernel-templates/src/main/c/kernel/vector_max.c
   ../../../../../kernel-templates/src/main/c/kernel/math.c
   ../../../../../kernel-templates/src/main/c/kernel/format.c
   ../../../../../kernel-templates/src/main/c/kernel/decimal.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c */
#include "bb_options.h"
#include "bb_test.h"
#include "bench.h"
#include "fake_kernel.h"
#include "fake_model.h"

static double surprise(int32_t before, size_t position, int32_t token)
{
    double sum = 0.0;
    for (size_t v = 0; v < FAKE_VOCABULARY; v++)
        sum += exp((double)fake_logit(before, position, v));
    return log(sum) - (double)fake_logit(before, position, (size_t)token);
}

/* What the command says about a text of 2 to 15 tokens whose pieces begin at the given places. */
static void check(const char *text, size_t second_piece, const char *calls)
{
    double sum = 0.0, perplexity, nats;
    size_t length = strlen(text), tokens;
    for (size_t i = 0; i < length; i++) {
        size_t start = i < second_piece ? 0 : second_piece;
        int32_t before = i == start ? 1 : text[i - 1] - '0';
        sum += surprise(before, i - start, text[i] - '0');
    }
    fake_put("\\a\\text", text, length);
    fake_kernel_state.context.length = 3;
    CHECK(bb_bench_perplexity(&fake_kernel_state, "a/text") == BB_OK);
    CHECK_EQUAL(sscanf(fake_output(), "perplexity: %lf, %zu tokens, %lf nats each\n", &perplexity,
                       &tokens, &nats),
                3);
    CHECK_EQUAL(tokens, length);
    CHECK_NEAR(nats, sum / (double)length, 1e-5);
    CHECK_NEAR(perplexity, exp(sum / (double)length), 1e-4);
    CHECK_TEXT(fake_calls(), calls);
    CHECK_EQUAL(fake_kernel_state.context.length, 0);
    CHECK_EQUAL(fake_pages, 0);
}

TEST(is_that_of_the_logits)
{
    check("3051", 100, "1@0 1@1 1@2 1@3 ");
}

TEST(a_long_text_is_cut)
{
    check("0123456012", 100, "1@0 1@1 1@2 1@3 1@4 1@5 1@6 1@7 1@8 1@9 ");
    check("012345601235", FAKE_CONTEXT, "1@0 1@1 1@2 1@3 1@4 1@5 1@6 1@7 1@8 1@9 1@0 1@1 ");
}

TEST(needs_a_text)
{
    fake_put("\\empty", "", 0);
    CHECK(bb_bench_perplexity(&fake_kernel_state, "empty") != BB_OK);
    CHECK_TEXT(fake_failure(), "E-BENCH-TEXT");
    CHECK(bb_bench_perplexity(&fake_kernel_state, "other") != BB_OK);
    CHECK_TEXT(fake_failure(), "E-FILE-MISSING");
    CHECK(bb_bench_perplexity(&fake_kernel_state, "") != BB_OK);
    CHECK_TEXT(fake_failure(), "E-BENCH-PATH");
    char path[400];
    memset(path, 'x', sizeof path);
    path[399] = 0;
    CHECK(bb_bench_perplexity(&fake_kernel_state, path) != BB_OK);
    CHECK_TEXT(fake_failure(), "E-BENCH-PATH");
    CHECK_EQUAL(fake_pages, 0);
    CHECK_TEXT(fake_output(), "");
}

int main(void)
{
    return RUN(is_that_of_the_logits) | RUN(a_long_text_is_cut) | RUN(needs_a_text);
}

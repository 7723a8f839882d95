/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/save_logits.c ../../main/c/whole_file.c fake_model.c
   ../../../../../kernel-templates/src/main/c/kernel/format.c
   ../../../../../kernel-templates/src/main/c/kernel/decimal.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c */
#include "bb_options.h"
#include "bb_test.h"
#include "bench.h"
#include "fake_kernel.h"
#include "fake_model.h"

struct bb_options bb_options;

static const int32_t tokens[FAKE_CONTEXT] = {1, 3, 0, 6, 5, 2, 2, 4, 1, 0};

static void check(size_t count, size_t batch, const char *calls)
{
    size_t row = 0;
    bb_options.bench.batch = (int64_t)batch;
    fake_put("\\tokens", tokens, count * sizeof *tokens);
    fake_kernel_state.context.length = 3;
    CHECK(bb_bench_save_logits(&fake_kernel_state, "tokens") == BB_OK);
    CHECK_TEXT(fake_calls(), calls);
    CHECK_TEXT(fake_written_path, "\\tokens.logits");
    for (size_t last = batch - 1; last < count + batch - 1; last += batch, row++) {
        size_t at = last < count ? last : count - 1;
        for (size_t v = 0; v < FAKE_VOCABULARY; v++)
            CHECK(fake_written[row * FAKE_VOCABULARY + v] == fake_logit(tokens[at], at, v));
    }
    CHECK_EQUAL(fake_written_bytes, row * FAKE_VOCABULARY * sizeof(float));
    CHECK_EQUAL(fake_kernel_state.context.length, 0);
    CHECK_EQUAL(fake_pages, 0);
}

TEST(behind_each_token)
{
    check(4, 1, "1@0 1@1 1@2 1@3 ");
    CHECK_TEXT(fake_output(), "logits: 4 of 7 to \\tokens.logits\n");
}

TEST(behind_each_batch)
{
    check(10, 4, "4@0 4@4 2@8 ");
    check(10, 100, "10@0 ");
    fake_output();
}

static void refuse(const void *bytes, size_t size)
{
    fake_put("\\tokens", bytes, size);
    CHECK(bb_bench_save_logits(&fake_kernel_state, "tokens") != BB_OK);
    CHECK_TEXT(fake_failure(), "E-BENCH-TOKENS");
    CHECK_TEXT(fake_calls(), "");
    CHECK_EQUAL(fake_pages, 0);
}

TEST(other_tokens_are_refused)
{
    static const int32_t high[] = {1, FAKE_VOCABULARY}, low[] = {-1};
    static const int32_t many[FAKE_CONTEXT + 1] = {0};
    refuse(high, sizeof high);
    refuse(low, sizeof low);
    refuse(many, sizeof many);
    refuse(tokens, 7);
    refuse(tokens, 0);
}

int main(void)
{
    return RUN(behind_each_token) | RUN(behind_each_batch) | RUN(other_tokens_are_refused);
}

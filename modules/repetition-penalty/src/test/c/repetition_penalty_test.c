/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/repetition_penalty.c */
#include "bb_options.h"
#include "bb_test.h"
#include "repetition_penalty.h"

struct bb_options bb_options;

static const int32_t tokens[] = {4, 0, 1, 1, 2, 1};

static void process(float values[5], float penalty, int64_t last_n, size_t length)
{
    const float start[5] = {2.0f, 3.0f, -4.0f, 0.0f, 8.0f};
    memcpy(values, start, sizeof start);
    bb_options.repetition_penalty.penalty = penalty;
    bb_options.repetition_penalty.last_n = last_n;
    bb_logits logits = {.values = values, .count = 5, .tokens = tokens, .length = length};
    bb_repetition_penalty_process(NULL, &logits);
}

TEST(each_token_once)
{
    float values[5];
    process(values, 2.0f, 5, 6); /* all but token 4 */
    CHECK_NEAR(values[0], 1.0f, 0);
    CHECK_NEAR(values[1], 1.5f, 0);
    CHECK_NEAR(values[2], -8.0f, 0);
    CHECK_NEAR(values[3], 0.0f, 0);
    CHECK_NEAR(values[4], 8.0f, 0);
}

TEST(window)
{
    float values[5];
    process(values, 2.0f, 64, 6); /* more than there are */
    CHECK_NEAR(values[4], 4.0f, 0);
    process(values, 2.0f, 1, 6);
    CHECK_NEAR(values[1], 1.5f, 0);
    CHECK_NEAR(values[2], -4.0f, 0);
    process(values, 2.0f, 0, 6);
    CHECK_NEAR(values[1], 3.0f, 0);
    process(values, 2.0f, 64, 0);
    CHECK_NEAR(values[4], 8.0f, 0);
    process(values, 1.0f, 64, 6);
    CHECK_NEAR(values[2], -4.0f, 0);
}

int main(void)
{
    return RUN(each_token_once) | RUN(window);
}

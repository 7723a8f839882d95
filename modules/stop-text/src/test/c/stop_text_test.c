/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/stop_text.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c */
#include "bb_options.h"
#include "bb_test.h"
#include "stop_text.h"

struct bb_options bb_options;

static bb_flow hear(bb_token_kind kind, const char *text, size_t length)
{
    const bb_token_event event = {.kind = kind, .text = text, .length = length};
    return bb_stop_text_hear(NULL, &event);
}

/* An answer of tokens of `step` bytes; returns the bytes that are shown before it stops. */
static size_t shown(const char *stop, const char *answer, size_t step)
{
    strcpy(bb_options.stop_text.text, stop);
    CHECK(hear(BB_TOKEN_BEGIN, "", 0) == BB_CONTINUE);
    CHECK(hear(BB_TOKEN_PROMPT, stop, strlen(stop)) == BB_CONTINUE);
    size_t length = strlen(answer);
    for (size_t at = 0; at < length; at += step) {
        size_t bytes = length - at < step ? length - at : step;
        char *token = malloc(bytes); /* no zero byte behind it */
        memcpy(token, answer + at, bytes);
        bb_flow flow = hear(BB_TOKEN_NEXT, token, bytes);
        free(token);
        if (flow == BB_STOP)
            return at;
    }
    CHECK(hear(BB_TOKEN_END, "", 0) == BB_CONTINUE);
    return length;
}

TEST(behind_the_token_that_completes_the_text)
{
    CHECK_EQUAL(shown("end.", "The end. Or not.", 1), 8);
    CHECK_EQUAL(shown("end.", "The end. Or not.", 3), 9);
    CHECK_EQUAL(shown("end.", "The end. Or not.", 100), 16);
    CHECK_EQUAL(shown("end.", "The end.", 1), 8);
    CHECK_EQUAL(shown("The", "The end.", 1), 3);
}

TEST(not_without_the_whole_text)
{
    CHECK_EQUAL(shown("end!", "The end. Or not.", 1), 16);
    CHECK_EQUAL(shown("", "The end. Or not.", 1), 16);
}

TEST(an_answer_starts_anew)
{
    CHECK_EQUAL(shown("end.", "The en", 1), 6);
    CHECK_EQUAL(shown("end.", "d. The end. No", 1), 11);
}

TEST(texts_that_repeat_themselves)
{
    CHECK_EQUAL(shown("aab", "aaaabaa", 1), 5);
    CHECK_EQUAL(shown("abababc", "ababababcab", 1), 9);
    CHECK_EQUAL(shown("aabaaab", "aabaabaaabx", 2), 10);
}

/* The same as searching the whole answer, for random texts of few letters. */
TEST(same_as_searching)
{
    uint64_t seed = 7;
    for (int round = 0; round < 20000; round++) {
        char stop[9] = {0}, answer[65] = {0};
        size_t stop_length = 1 + bb_test_random(&seed) % 8;
        size_t letters = 2 + bb_test_random(&seed) % 2;
        for (size_t i = 0; i < stop_length; i++)
            stop[i] = (char)('a' + bb_test_random(&seed) % letters);
        for (size_t i = 0; i < 64; i++)
            answer[i] = (char)('a' + bb_test_random(&seed) % letters);
        const char *found = strstr(answer, stop);
        size_t end = found ? (size_t)(found - answer) + stop_length : 64;
        CHECK_EQUAL(shown(stop, answer, 1), end);
    }
}

TEST(longest_text)
{
    char stop[256], answer[512];
    memset(stop, 'x', 255);
    stop[255] = 0;
    memset(answer, 'x', 511);
    answer[511] = 0;
    answer[100] = 'y';
    CHECK_EQUAL(shown(stop, answer, 1), 356);
}

int main(void)
{
    return RUN(behind_the_token_that_completes_the_text) | RUN(not_without_the_whole_text) |
           RUN(an_answer_starts_anew) | RUN(texts_that_repeat_themselves) | RUN(same_as_searching) |
           RUN(longest_text);
}

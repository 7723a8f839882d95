/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../../main/c/kernel/first_token.c */
#include "bb_first_token.h"

#include <stdarg.h>

#include "bb_console.h"
#include "bb_platform.h"
#include "bb_test.h"

#define MS UINT64_C(1000000)

static uint64_t now_ns;
static char output[256];

uint64_t bb_clock_ns(void)
{
    return now_ns;
}

void bb_print(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(output, sizeof output, format, arguments);
    va_end(arguments);
}

static void hear(bb_token_kind kind, uint64_t at_ms)
{
    const bb_token_event event = {.kind = kind};
    now_ns = at_ms * MS;
    CHECK_EQUAL(bb_first_token_hear(NULL, &event), BB_CONTINUE);
}

TEST(told_once_behind_the_first_answer_with_a_token)
{
    now_ns = 300 * MS;
    bb_first_token_ready();
    hear(BB_TOKEN_BEGIN, 4000); /* someone typed */
    hear(BB_TOKEN_PROMPT, 4010);
    hear(BB_TOKEN_END, 4020);
    CHECK_TEXT(output, "");

    hear(BB_TOKEN_BEGIN, 5000);
    hear(BB_TOKEN_PROMPT, 5010);
    hear(BB_TOKEN_NEXT, 5025);
    hear(BB_TOKEN_NEXT, 5080);
    CHECK_TEXT(output, "");
    hear(BB_TOKEN_END, 5100);
    CHECK_TEXT(output,
               "First token 0.325 s after the start: 0.300 s to boot, 0.025 s to answer.\n");

    output[0] = 0;
    hear(BB_TOKEN_BEGIN, 6000);
    hear(BB_TOKEN_NEXT, 6001);
    hear(BB_TOKEN_END, 6002);
    CHECK_TEXT(output, "");
}

int main(void)
{
    return RUN(told_once_behind_the_first_answer_with_a_token);
}

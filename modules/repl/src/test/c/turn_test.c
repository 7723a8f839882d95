/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/turn.c */
#include "turn.h"

#include "bb_test.h"

static const char *turn(const char *pattern, const char *input)
{
    static char *out;
    free(out);
    /* Just the room that is asked for, so that AddressSanitizer sees its end. */
    char *exact = malloc(strlen(pattern) + strlen(input) + 1);
    size_t length = bb_repl_turn(pattern, input, strlen(input), exact);
    out = calloc(1, length + 1);
    memcpy(out, exact, length);
    free(exact);
    return out;
}

TEST(turns)
{
    CHECK_TEXT(turn("{}", "hello"), "hello");
    CHECK_TEXT(turn("{}", ""), "");
    CHECK_TEXT(turn("<|user|>\n{}\n<|assistant|>\n", "hi"), "<|user|>\nhi\n<|assistant|>\n");
    CHECK_TEXT(turn("[INST] {}\\n[/INST]", "hi"), "[INST] hi\n[/INST]");
    CHECK_TEXT(turn("{} {}", "x"), "x {}");
    CHECK_TEXT(turn("{{}}", "x"), "{x}");
    CHECK_TEXT(turn("{", "x"), "{");
    CHECK_TEXT(turn("\\", "x"), "\\");
    CHECK_TEXT(turn("\\t\\\\n", "x"), "\\t\\\n");
    CHECK_TEXT(turn("", "x"), "");
    /* What was typed is not looked into. */
    CHECK_TEXT(turn("a{}b", "{}\\n"), "a{}\\nb");
}

int main(void)
{
    return RUN(turns);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../../main/c/kernel/options.c ../../../main/c/kernel/distance.c
   ../../../main/c/kernel/number.c ../../../main/c/kernel/status.c ../../../main/c/kernel/format.c
   ../../../main/c/kernel/decimal.c ../../../main/c/kernel/text.c */
#include "bb_option.h"

#include <float.h>

#include "bb_hooks.h"
#include "bb_test.h"

static bool greedy;
static int64_t seed;
static int64_t any;
static float top_p;
static char prompt[9]; /* 8 bytes and the zero */
static int32_t mode;

static const char *const modes[] = {"wait", "exit"};

const bb_option bb_option_table[] = {
    {.name = "sampler.greedy", .unit = "", .value = &greedy, .type = BB_OPTION_BOOLEAN},
    {.name = "sampler.seed",
     .unit = "",
     .value = &seed,
     .type = BB_OPTION_INTEGER,
     .min = -10,
     .max = 1000},
    {.name = "sampler.any",
     .unit = "",
     .value = &any,
     .type = BB_OPTION_INTEGER,
     .min = (double)INT64_MIN,
     .max = (double)INT64_MAX},
    {.name = "sampler.top-p",
     .unit = "of 1",
     .value = &top_p,
     .type = BB_OPTION_NUMBER,
     .min = 0,
     .max = 1},
    {.name = "repl.prompt",
     .unit = "",
     .value = prompt,
     .type = BB_OPTION_TEXT,
     .capacity = sizeof prompt},
    {.name = "kernel.mode",
     .unit = "",
     .value = &mode,
     .type = BB_OPTION_CHOICE,
     .choices = modes,
     .choice_count = 2},
};
const size_t bb_option_count = sizeof bb_option_table / sizeof bb_option_table[0];

static const bb_option *told; /* what the listeners heard last */

void bb_hooks_option_changed(bb_kernel *kernel, const bb_option *option)
{
    (void)kernel;
    told = option;
}

static bb_status set(const char *name, const char *value)
{
    told = NULL;
    return bb_option_set(NULL, name, strlen(name), value, strlen(value));
}

#define ACCEPTS(option, text)                                                                      \
    do {                                                                                           \
        CHECK(set(option, text) == BB_OK);                                                         \
        CHECK(told != NULL);                                                                       \
        CHECK_TEXT(told->name, option);                                                            \
    } while (0)

#define REFUSES(option, text, code, details)                                                       \
    do {                                                                                           \
        bb_status status = set(option, text);                                                      \
        CHECK(status != BB_OK);                                                                    \
        CHECK_TEXT(status->name, code);                                                            \
        CHECK_TEXT(bb_failure_details(), details);                                                 \
        CHECK(told == NULL);                                                                       \
    } while (0)

static const char *shown(const char *name)
{
    static char text[64];
    size_t length = bb_option_show(bb_option_find(name, strlen(name)), text, sizeof text);
    CHECK_EQUAL(length, strlen(text));
    return text;
}

TEST(booleans)
{
    ACCEPTS("sampler.greedy", "true");
    CHECK(greedy);
    CHECK_TEXT(shown("sampler.greedy"), "true");
    ACCEPTS("sampler.greedy", "false");
    CHECK(!greedy);
    REFUSES("sampler.greedy", "yes", "E-OPTION-VALUE",
            "sampler.greedy: \"yes\" is neither true nor false");
    REFUSES("sampler.greedy", "", "E-OPTION-VALUE",
            "sampler.greedy: \"\" is neither true nor false");
}

TEST(integers)
{
    ACCEPTS("sampler.seed", "1000");
    ACCEPTS("sampler.seed", "-10");
    CHECK_EQUAL(seed, -10);
    CHECK_TEXT(shown("sampler.seed"), "-10");
    REFUSES("sampler.seed", "1001", "E-OPTION-VALUE",
            "sampler.seed: \"1001\" is not a whole number from -10 to 1000");
    REFUSES("sampler.seed", "1.0", "E-OPTION-VALUE",
            "sampler.seed: \"1.0\" is not a whole number from -10 to 1000");
    REFUSES("sampler.seed", "99999999999999999999", "E-OPTION-VALUE",
            "sampler.seed: \"99999999999999999999\" is not a whole number from -10 to 1000");
    CHECK_EQUAL(seed, -10);
    ACCEPTS("sampler.any", "-9223372036854775808");
    CHECK_TEXT(shown("sampler.any"), "-9223372036854775808");
    ACCEPTS("sampler.any", "9223372036854775807");
    CHECK_EQUAL(any, INT64_MAX);
    REFUSES("sampler.any", "9223372036854775808", "E-OPTION-VALUE",
            "sampler.any: \"9223372036854775808\" is not a whole number from "
            "-9223372036854775808 to 9223372036854775807");
}

TEST(numbers)
{
    ACCEPTS("sampler.top-p", "0.9");
    CHECK(top_p == 0.9f);
    CHECK_TEXT(shown("sampler.top-p"), "0.9");
    ACCEPTS("sampler.top-p", "1");
    CHECK_TEXT(shown("sampler.top-p"), "1");
    ACCEPTS("sampler.top-p", "1e-5");
    CHECK_TEXT(shown("sampler.top-p"), "0.00001");
    ACCEPTS("sampler.top-p", "0");
    CHECK_TEXT(shown("sampler.top-p"), "0");
    REFUSES("sampler.top-p", "1.5", "E-OPTION-VALUE",
            "sampler.top-p: \"1.5\" is not a number from 0 to 1 of 1");
    REFUSES("sampler.top-p", "nan", "E-OPTION-VALUE",
            "sampler.top-p: \"nan\" is not a number from 0 to 1 of 1");
    REFUSES("sampler.top-p", "-0.0001", "E-OPTION-VALUE",
            "sampler.top-p: \"-0.0001\" is not a number from 0 to 1 of 1");
}

TEST(texts)
{
    ACCEPTS("repl.prompt", "12345678");
    CHECK_TEXT(prompt, "12345678");
    ACCEPTS("repl.prompt", "");
    CHECK_TEXT(prompt, "");
    REFUSES("repl.prompt", "123456789", "E-OPTION-VALUE",
            "repl.prompt: the text has 9 bytes, more than 8");
    CHECK(bb_option_set(NULL, "repl.prompt", 11, "a\0b", 3) != BB_OK);
    CHECK_TEXT(bb_failure_details(), "repl.prompt: the text has a zero byte at offset 1");
    CHECK_TEXT(prompt, "");
}

TEST(choices)
{
    ACCEPTS("kernel.mode", "exit");
    CHECK_EQUAL(mode, 1);
    CHECK_TEXT(shown("kernel.mode"), "exit");
    REFUSES("kernel.mode", "exi", "E-OPTION-VALUE", "kernel.mode: \"exi\" is none of wait, exit");
    REFUSES("kernel.mode", "1", "E-OPTION-VALUE", "kernel.mode: \"1\" is none of wait, exit");
    CHECK_EQUAL(mode, 1);
}

TEST(unknown_names)
{
    REFUSES("sampler.topp", "1", "E-OPTION-UNKNOWN",
            "there is no option \"sampler.topp\"; did you mean sampler.top-p?");
    REFUSES("top-p", "1", "E-OPTION-UNKNOWN",
            "there is no option \"top-p\"; did you mean sampler.top-p?");
    REFUSES("repl.promt", "1", "E-OPTION-UNKNOWN",
            "there is no option \"repl.promt\"; did you mean repl.prompt?");
    REFUSES("something-else", "1", "E-OPTION-UNKNOWN", "there is no option \"something-else\"");
    REFUSES("", "1", "E-OPTION-UNKNOWN", "there is no option \"\"");
    CHECK(bb_option_find("sampler.top-p", 12) == NULL);
    CHECK(bb_option_find("sampler.top-p", 13) == &bb_option_table[3]);
}

TEST(names_and_values_of_any_length)
{
    for (size_t length = 0; length < 300; length += 7) {
        char *name = malloc(length + 1);
        memset(name, 's', length);
        CHECK(bb_option_set(NULL, name, length, "1", 1) != BB_OK);
        CHECK(strlen(bb_failure_details()) < 160);
        for (size_t i = 0; i < bb_option_count; i++) {
            const char *known = bb_option_table[i].name;
            bool fits = bb_option_table[i].type == BB_OPTION_TEXT && length < sizeof prompt;
            CHECK_EQUAL(bb_option_set(NULL, known, strlen(known), name, length) == BB_OK, fits);
            CHECK(fits || strlen(bb_failure_details()) < 200);
        }
        free(name);
    }
}

static const char *range(const char *name)
{
    static char text[64];
    CHECK_EQUAL(bb_option_show_range(bb_option_find(name, strlen(name)), text, sizeof text),
                strlen(text));
    return text;
}

TEST(ranges)
{
    CHECK_TEXT(range("sampler.greedy"), "true, false");
    CHECK_TEXT(range("sampler.seed"), "-10 to 1000");
    CHECK_TEXT(range("sampler.any"), "any number");
    CHECK_TEXT(range("sampler.top-p"), "0 to 1");
    CHECK_TEXT(range("repl.prompt"), "at most 8 bytes");
    CHECK_TEXT(range("kernel.mode"), "wait, exit");
    char small[6];
    CHECK_EQUAL(bb_option_show_range(&bb_option_table[5], small, sizeof small), 5);
    CHECK_TEXT(small, "wait,");
    CHECK_EQUAL(bb_option_show(&bb_option_table[3], small, 1), 0);
}

int main(void)
{
    return RUN(booleans) | RUN(integers) | RUN(numbers) | RUN(texts) | RUN(choices) |
           RUN(unknown_names) | RUN(names_and_values_of_any_length) | RUN(ranges);
}

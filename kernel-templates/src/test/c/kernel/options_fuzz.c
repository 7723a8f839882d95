/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../../main/c/kernel/options.c ../../../main/c/kernel/distance.c
   ../../../main/c/kernel/number.c ../../../main/c/kernel/status.c ../../../main/c/kernel/format.c
   ../../../main/c/kernel/decimal.c ../../../main/c/kernel/text.c */
/* libFuzzer target: NAME=VALUE with any bytes; an option holds a value that is allowed, always. */
#include "bb_fuzz.h"
#include "bb_hooks.h"
#include "bb_option.h"

#include <float.h>

static bool greedy;
static int64_t seed = 1, any;
static float top_p, bias;
static char prompt[9];
static int32_t mode;
static const char *const modes[] = {"wait", "exit"};

const bb_option bb_option_table[] = {
    {.name = "a.greedy", .unit = "", .value = &greedy, .type = BB_OPTION_BOOLEAN},
    {.name = "a.seed", .unit = "", .value = &seed, .type = BB_OPTION_INTEGER, .min = -9, .max = 99},
    {.name = "a.any",
     .unit = "",
     .value = &any,
     .type = BB_OPTION_INTEGER,
     .min = (double)INT64_MIN,
     .max = (double)INT64_MAX},
    {.name = "b.top-p", .unit = "of 1", .value = &top_p, .type = BB_OPTION_NUMBER, .max = 1},
    {.name = "b.bias",
     .unit = "",
     .value = &bias,
     .type = BB_OPTION_NUMBER,
     .min = -(double)FLT_MAX,
     .max = (double)FLT_MAX},
    {.name = "c.prompt",
     .unit = "",
     .value = prompt,
     .type = BB_OPTION_TEXT,
     .capacity = sizeof prompt},
    {.name = "c.mode",
     .unit = "",
     .value = &mode,
     .type = BB_OPTION_CHOICE,
     .choices = modes,
     .choice_count = 2},
};
const size_t bb_option_count = sizeof bb_option_table / sizeof bb_option_table[0];

static size_t told;

void bb_hooks_option_changed(bb_kernel *kernel, const bb_option *option)
{
    (void)kernel;
    (void)option;
    told++;
}

/* What is shown of a value can be set again. */
static void check_round_trip(const bb_option *option)
{
    char shown[512];
    size_t length = bb_option_show(option, shown, sizeof shown);
    REQUIRE(length == strlen(shown));
    REQUIRE(bb_option_set(NULL, option->name, strlen(option->name), shown, length) == BB_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = fuzz_bytes(data, size);
    size_t name_length = 0;
    while (name_length < size && text[name_length] != '=')
        name_length++;
    size_t value = name_length + (name_length < size);
    char *exact = fuzz_bytes(text + value, size - value);
    told = 0;
    bb_status status = bb_option_set(NULL, text, name_length, exact, size - value);
    REQUIRE(told == (status == BB_OK));
    REQUIRE(strlen(bb_failure_details()) < 512);
    free(exact);
    free(text);

    REQUIRE(seed >= -9 && seed <= 99);
    REQUIRE(top_p >= 0 && top_p <= 1);
    REQUIRE(bias >= -FLT_MAX && bias <= FLT_MAX);
    REQUIRE(memchr(prompt, 0, sizeof prompt) != NULL);
    REQUIRE(mode == 0 || mode == 1);
    for (size_t i = 0; i < bb_option_count; i++)
        check_round_trip(&bb_option_table[i]);
    return 0;
}

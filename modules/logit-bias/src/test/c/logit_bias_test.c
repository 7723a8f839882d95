/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/logit_bias.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c
   ../../../../../kernel-templates/src/main/c/kernel/number.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c */
#include "bb_kernel.h"
#include "bb_options.h"
#include "bb_test.h"
#include "bb_tokenizer.h"
#include "fake_kernel.h"
#include "logit_bias.h"

struct bb_options bb_options;
static bb_kernel kernel;

static const char *const vocabulary[] = {"a", " Lily", "Lily", "=", "x=y", "7"};
#define TOKENS (sizeof vocabulary / sizeof *vocabulary)

size_t bb_tokenizer_size(bb_kernel *from)
{
    (void)from;
    return TOKENS;
}

size_t bb_tokenizer_decode(bb_kernel *from, int32_t previous, int32_t token, const char **text)
{
    (void)from;
    (void)previous;
    *text = vocabulary[token];
    return strlen(vocabulary[token]);
}

static void set(const char *bias)
{
    snprintf(bb_options.logit_bias.bias, sizeof bb_options.logit_bias.bias, "%s", bias);
    const bb_option option = {.value = bb_options.logit_bias.bias};
    bb_logit_bias_option_changed(&kernel, &option);
}

static float values[TOKENS];

static void process(void)
{
    memset(values, 0, sizeof values);
    bb_logits logits = {.values = values, .count = TOKENS};
    bb_logit_bias_process(&kernel, &logits);
}

/* A config file is read before there is a vocabulary. */
TEST(before_boot)
{
    set("nothing like a bias");
    CHECK_TEXT(fake_failure(), "");
    CHECK(bb_logit_bias_boot(&kernel) != BB_OK);
    CHECK_TEXT(fake_failure(), "E-LOGIT-BIAS");
    process();
    CHECK_NEAR(values[0], 0, 0);
    snprintf(bb_options.logit_bias.bias, sizeof bb_options.logit_bias.bias, "0=1,1=2");
    CHECK(bb_logit_bias_boot(&kernel) == BB_OK);
    CHECK_TEXT(fake_boot_detail(), "2 tokens");
}

TEST(numbers_and_texts)
{
    set("0=-1.5, Lily=2,Lily=3,==4,x=y=5,5=6");
    CHECK_TEXT(fake_failure(), "");
    process();
    const float expected[TOKENS] = {-1.5f, 2, 3, 4, 5, 6};
    for (size_t i = 0; i < TOKENS; i++) {
        CHECK_NEAR(values[i], expected[i], 0);
    }
    set("0=1,0=1,");
    process();
    CHECK_NEAR(values[0], 2, 0);
    CHECK_NEAR(values[1], 0, 0);
    set("");
    process();
    CHECK_NEAR(values[0], 0, 0);
    CHECK_TEXT(fake_failure(), "");
}

TEST(mistakes)
{
    static const char *const wrong[] = {"0",   "0=",    "=1",    "6=1", "-1=1",        "nobody=1",
                                        "0=x", "0=1=2", "0=1,,", ",",   "0=1;1=2,0=2", "Lil=1"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        set(wrong[i]);
        CHECK_TEXT(fake_failure(), "E-LOGIT-BIAS");
        process();
        CHECK_NEAR(values[0], 0, 0); /* none of it holds */
    }
}

/* A bias that is infinite as a float would make all logits meaningless. */
TEST(too_great)
{
    static const char *const wrong[] = {"0=1e300", "0=-1e300", "0=1000001", "0=-1000001"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        set(wrong[i]);
        CHECK_TEXT(fake_failure(), "E-LOGIT-BIAS");
    }
    set("0=1e6,1=-1e6");
    CHECK_TEXT(fake_failure(), "");
}

TEST(longest)
{
    char bias[256] = "";
    for (int i = 0; i < 63; i++) {
        strcat(bias, "0=1,");
    }
    strcat(bias, "0=1");
    set(bias);
    CHECK_TEXT(fake_failure(), "");
    process();
    CHECK_NEAR(values[0], 64, 0);
}

int main(void)
{
    kernel.model.shape.vocabulary = TOKENS;
    return RUN(before_boot) | RUN(numbers_and_texts) | RUN(mistakes) | RUN(too_great) |
           RUN(longest);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/logit_bias.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c
   ../../../../../kernel-templates/src/main/c/kernel/number.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c */
/* libFuzzer target: any text as the option; logits stay numbers, and wrong texts change none. */
#include "bb_fuzz.h"
#include "bb_kernel.h"
#include "bb_options.h"
#include "bb_tokenizer.h"
#include "fake_kernel.h"
#include "logit_bias.h"

#include <math.h>

struct bb_options bb_options;
static bb_kernel kernel;
static const char *const vocabulary[] = {"a", " b", "=", "x=y", "7", ""};
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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *bias = bb_options.logit_bias.bias;
    size_t most = sizeof bb_options.logit_bias.bias - 1;
    size = size < most ? size : most;
    if (size > 0)
        memcpy(bias, data, size);
    bias[size] = 0;
    kernel.model.shape.vocabulary = TOKENS;
    bool taken = bb_logit_bias_boot(&kernel) == BB_OK;

    float values[TOKENS] = {0};
    bb_logits logits = {.values = values, .count = TOKENS};
    bb_logit_bias_process(&kernel, &logits);
    for (size_t i = 0; i < TOKENS; i++)
        REQUIRE(taken ? isfinite(values[i]) : values[i] == 0);
    return 0;
}

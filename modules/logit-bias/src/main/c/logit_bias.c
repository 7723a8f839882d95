/* SPDX-License-Identifier: Apache-2.0 */
#include "logit_bias.h"

#include "bb_kernel.h"
#include "bb_options.h"
#include "bb_text.h"
#include "bb_tokenizer.h"

BB_ERROR(bad_bias, "E-LOGIT-BIAS",
         "Write entries as token=bias with commas between them; a token is its number or its text, "
         "blanks included.");

/* Far beyond what decides; and so small that no sum of them leaves the range of a float. */
#define GREATEST_BIAS 1e6

/* The shortest entries are "1=1,": no more fit the option. */
#define ENTRIES (sizeof bb_options.logit_bias.bias / 4 + 1)

static struct {
    int32_t token;
    float bias;
} entries[ENTRIES];
static size_t entry_count;
static bool loaded; /* a vocabulary, so that texts can be looked up */

/* The first token of a text, or -1. */
static int32_t find_text(bb_kernel *kernel, const char *text, size_t length)
{
    for (size_t token = 0; token < bb_tokenizer_size(kernel); token++) {
        const char *candidate;
        size_t candidate_length = bb_tokenizer_decode(kernel, -1, (int32_t)token, &candidate);
        if (bb_text_equal(candidate, candidate_length, text, length)) {
            return (int32_t)token;
        }
    }
    return -1;
}

/* A token by its number or by its text, or -1. */
static int32_t find_token(bb_kernel *kernel, const char *text, size_t length)
{
    int64_t number;
    if (bb_parse_integer(text, length, &number)) {
        bool known = number >= 0 && (uint64_t)number < kernel->model.shape.vocabulary;
        return known ? (int32_t)number : -1;
    }
    return length > 0 ? find_text(kernel, text, length) : -1;
}

static bb_status parse_entry(bb_kernel *kernel, const char *entry, size_t length)
{
    size_t sign = length; /* the last equals sign: a token may hold others */
    while (sign > 0 && entry[sign - 1] != '=') {
        sign--;
    }
    if (sign == 0) {
        return bb_fail(&bad_bias, "\"%.*s\" has no equals sign", (int)length, entry);
    }
    int32_t token = find_token(kernel, entry, sign - 1);
    if (token < 0) {
        return bb_fail(&bad_bias, "\"%.*s\" is no token of the model", (int)(sign - 1), entry);
    }
    double bias;
    if (!bb_parse_number(entry + sign, length - sign, &bias)) {
        return bb_fail(&bad_bias, "\"%.*s\" is no number", (int)(length - sign), entry + sign);
    }
    if (bias < -GREATEST_BIAS || bias > GREATEST_BIAS) {
        return bb_fail(&bad_bias, "\"%.*s\" is not from -1000000 to 1000000", (int)(length - sign),
                       entry + sign);
    }
    entries[entry_count].token = token;
    entries[entry_count].bias = (float)bias;
    entry_count++;
    return BB_OK;
}

static bb_status parse(bb_kernel *kernel)
{
    const char *text = bb_options.logit_bias.bias;
    bb_status status = BB_OK;
    entry_count = 0;
    while (*text && !status) {
        size_t length = 0;
        while (text[length] && text[length] != ',') {
            length++;
        }
        status = parse_entry(kernel, text, length);
        text += length + (text[length] == ',');
    }
    if (status) {
        entry_count = 0;
    }
    return status;
}

bb_status bb_logit_bias_boot(bb_kernel *kernel)
{
    loaded = true;
    bb_status status = parse(kernel);
    bb_boot_detail("%zu tokens", entry_count);
    return status;
}

void bb_logit_bias_option_changed(bb_kernel *kernel, const bb_option *option)
{
    if (!loaded || option->value != bb_options.logit_bias.bias) {
        return;
    }
    bb_status status = parse(kernel);
    if (status) {
        bb_report(status);
    }
}

void bb_logit_bias_process(bb_kernel *kernel, bb_logits *logits)
{
    (void)kernel;
    for (size_t i = 0; i < entry_count; i++) {
        logits->values[entries[i].token] += entries[i].bias;
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "repetition_penalty.h"

#include <stdbool.h>

#include "bb_options.h"

/* A quadratic search: the option's range keeps it below a tenth of a small model's token. */
static bool comes_again(const int32_t *tokens, size_t count, int32_t token)
{
    for (size_t i = 0; i < count; i++) {
        if (tokens[i] == token) {
            return true;
        }
    }
    return false;
}

void bb_repetition_penalty_process(bb_kernel *kernel, bb_logits *logits)
{
    (void)kernel;
    const float penalty = bb_options.repetition_penalty.penalty;
    size_t window = (size_t)bb_options.repetition_penalty.last_n;
    size_t count = logits->length < window ? logits->length : window;
    const int32_t *tokens = logits->tokens + (logits->length - count);
    for (size_t i = 0; i < count; i++) {
        if (!comes_again(tokens + i + 1, count - i - 1, tokens[i])) {
            float *value = &logits->values[tokens[i]];
            *value = *value > 0.0f ? *value / penalty : *value * penalty;
        }
    }
}

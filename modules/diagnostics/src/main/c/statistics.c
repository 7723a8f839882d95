/* SPDX-License-Identifier: Apache-2.0 */
#include "statistics.h"

#include <stdbool.h>

#include "bb_exp.h"
#include "bb_math.h"

#define EXPONENT 0x7f800000u /* all ones: NaN or infinity */

static bool is_finite(float value)
{
    return (bb_float_bits(value) & EXPONENT) != EXPONENT;
}

size_t bb_first_not_finite(const float *values, size_t count)
{
    /* Without a branch, so that it becomes vector code; the place matters only if there is one. */
    uint32_t found = 0;
    for (size_t i = 0; i < count; i++) {
        found |= (bb_float_bits(values[i]) & EXPONENT) == EXPONENT;
    }
    if (!found) {
        return count;
    }
    size_t first = 0;
    while (is_finite(values[first])) {
        first++;
    }
    return first;
}

bb_statistics bb_statistics_of(const float *values, size_t count)
{
    bb_statistics result = {.least = values[0], .greatest = values[0]};
    double sum = 0.0;
    double squares = 0.0;
    for (size_t i = 0; i < count; i++) {
        double value = (double)values[i];
        result.least = values[i] < result.least ? values[i] : result.least;
        result.greatest = values[i] > result.greatest ? values[i] : result.greatest;
        sum += value;
        squares += value * value;
    }
    result.mean = sum / (double)count;
    result.root_mean_square = (double)bb_sqrtf((float)(squares / (double)count));
    return result;
}

size_t bb_likely_tokens(const float *logits, size_t count, bb_likely_token *out, size_t capacity)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        bool full = found == capacity;
        if (!(logits[i] > -__builtin_inff()) ||
            (full && (capacity == 0 || logits[i] <= out[found - 1].logit))) {
            continue;
        }
        /* Insertion from the back; of equal ones the first stays in front. */
        size_t place = full ? found - 1 : found++;
        for (; place > 0 && out[place - 1].logit < logits[i]; place--) {
            out[place] = out[place - 1];
        }
        out[place] = (bb_likely_token){.token = (int32_t)i, .logit = logits[i]};
    }
    double mass = 0.0;
    for (size_t i = 0; i < count && found > 0; i++) {
        mass += (double)bb_exp_inline(logits[i] - out[0].logit);
    }
    for (size_t i = 0; i < found; i++) {
        out[i].probability = (float)((double)bb_expf(out[i].logit - out[0].logit) / mass);
    }
    return found;
}

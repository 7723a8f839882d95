/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STATISTICS_H
#define STATISTICS_H

/* Figures of a vector, and its greatest elements. */
#include <stddef.h>
#include <stdint.h>

/* The first element that is NaN or infinity; `count` if there is none. */
size_t bb_first_not_finite(const float *values, size_t count);

typedef struct bb_statistics {
    float least;
    float greatest;
    double mean;
    double root_mean_square;
} bb_statistics;

/* Of one value or more. */
bb_statistics bb_statistics_of(const float *values, size_t count);

typedef struct bb_likely_token {
    int32_t token;
    float logit;
    float probability; /* of softmax(logits) */
} bb_likely_token;

/* Writes the likeliest tokens, the likeliest first, to out[0..capacity); returns how many: NaNs and
 * tokens that are ruled out (minus infinity) are none of them. One pass over the logits. */
size_t bb_likely_tokens(const float *logits, size_t count, bb_likely_token *out, size_t capacity);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TOKEN_MEASURE_H
#define TOKEN_MEASURE_H

/* How sure a model was of one token. */
#include <stddef.h>
#include <stdint.h>

typedef struct bb_token_measure {
    float log_probability; /* of the token: natural logarithm, at most 0 */
    float entropy;         /* of the distribution: in nats, from 0 to ln(count) */
} bb_token_measure;

/*
 * Measures the distribution softmax(logits) and a token of it. Minus infinity is probability 0;
 * there must be a finite logit, and no NaN or plus infinity. Reads the logits once, block by block,
 * so that a block is still in the first-level cache when its greatest value is known.
 */
bb_token_measure bb_token_measure_of(const float *logits, size_t count, int32_t token);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VERDICT_H
#define VERDICT_H

/* From the measures of tokens to a verdict on an answer. */
#include <stddef.h>
#include <stdint.h>

#include "token_measure.h"

/* An answer so far: plain sums, so that a checkpoint can keep them. */
typedef struct bb_answer_measure {
    uint64_t answer; /* number of the answer, from 1; 0: none yet */
    size_t tokens;
    double log_sum;     /* of the tokens' log probabilities */
    double entropy_sum; /* of the entropies, each divided by ln(vocabulary) */
    size_t unlikely;    /* tokens below BB_UNLIKELY */
    float least;        /* least log probability */
    int32_t least_token;
    int32_t before_least; /* the token before it, which its text depends on */
} bb_answer_measure;

/* A token that had less than this probability counts as unlikely. */
#define BB_UNLIKELY 0.1f

typedef enum bb_verdict { BB_VERDICT_ACCEPT, BB_VERDICT_WARN, BB_VERDICT_REFUSE } bb_verdict;

/* Adds a token. `vocabulary` is at least 2. */
void bb_answer_add(bb_answer_measure *answer, bb_token_measure measure, int32_t previous,
                   int32_t token, size_t vocabulary);

/*
 * Confidence, from 0 to 1: the geometric mean of the tokens' probabilities, which is the inverse of
 * the perplexity. 1 for no tokens.
 */
float bb_confidence_of(double log_sum, size_t tokens);

/* ACCEPT from `accept` on, else REFUSE below `refuse`, else WARN. */
bb_verdict bb_verdict_of(float confidence, float accept, float refuse);

#endif

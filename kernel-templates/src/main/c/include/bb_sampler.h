/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_SAMPLER_H
#define BB_SAMPLER_H

/* The sampler capability, and the logits that processors and the sampler work on. */
#include <stddef.h>
#include <stdint.h>

typedef struct bb_kernel bb_kernel;

typedef struct bb_logits {
    float *values; /* (count); processors change them in place; minus infinity rules a token out;
                      a NaN stays where it is, for the sampler to report */
    size_t count;  /* the vocabulary's size */
    const int32_t *tokens; /* (length) the tokens of the context so far */
    size_t length;
} bb_logits;

typedef struct bb_sampling {
    float temperature; /* 0: the most likely token */
    float top_p;       /* (0, 1); 0 or 1: no nucleus */
} bb_sampling;

/*
 * Picks a token. `settings` NULL: the sampler's own options. Leaves the logits as they are. Returns
 * -1 if they give no distribution: one is NaN, or infinity.
 */
int32_t bb_sampler_sample(bb_kernel *kernel, bb_logits *logits, const bb_sampling *settings);

#endif

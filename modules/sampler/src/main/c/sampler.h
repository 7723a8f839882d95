/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SAMPLER_H
#define SAMPLER_H

/* Greedy, temperature and top-p sampling with llama2.c's random numbers: the same seed gives the
 * same text. */
#include <stddef.h>
#include <stdint.h>

#include "bb_option.h"
#include "bb_sampler.h"
#include "bb_status.h"

/* What belongs to the conversation: a checkpoint keeps it. */
typedef struct bb_sampler_random {
    uint64_t state; /* of xorshift*; never 0 */
} bb_sampler_random;

extern bb_sampler_random bb_sampler_state;

/* Arena demand: a probability and a place for each token. */
size_t bb_sampler_demand(bb_kernel *kernel);

/* Boot step: takes the memory, seeds the generator. */
bb_status bb_sampler_boot(bb_kernel *kernel);

/* The sampler capability: bb_sampler_sample. */
int32_t bb_sampler_pick(bb_kernel *kernel, bb_logits *logits, const bb_sampling *settings);

/* Option listener: a new seed starts the random numbers anew. */
void bb_sampler_option_changed(bb_kernel *kernel, const bb_option *option);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPETITION_PENALTY_H
#define REPETITION_PENALTY_H

#include "bb_sampler.h"

/*
 * Logits processor: makes the tokens at the end of the context less likely, each once: positive
 * logits are divided by the penalty, negative ones multiplied (Keskar et al. 2019,
 * arXiv:1909.05858).
 */
void bb_repetition_penalty_process(bb_kernel *kernel, bb_logits *logits);

#endif

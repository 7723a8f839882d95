/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MIN_P_H
#define MIN_P_H

#include "bb_sampler.h"

/*
 * Logits processor: rules out the tokens whose probability, at temperature 1, is below a share of
 * the most likely token's (Nguyen et al. 2024, arXiv:2407.01082).
 */
void bb_min_p_process(bb_kernel *kernel, bb_logits *logits);

#endif

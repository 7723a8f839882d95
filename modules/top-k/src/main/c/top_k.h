/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TOP_K_H
#define TOP_K_H

#include "bb_sampler.h"

/* Logits processor: rules out all tokens but the k most likely; equals of the last one stay. */
void bb_top_k_process(bb_kernel *kernel, bb_logits *logits);

#endif

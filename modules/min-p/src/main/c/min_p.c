/* SPDX-License-Identifier: Apache-2.0 */
#include "min_p.h"

#include "bb_math.h"
#include "bb_options.h"
#include "bb_vector.h"

void bb_min_p_process(bb_kernel *kernel, bb_logits *logits)
{
    (void)kernel;
    float share = bb_options.min_p.share;
    if (share <= 0.0f) {
        return;
    }
    /* p >= share * p_max is logit >= log(share) + logit_max: no softmax is needed. A NaN makes all
     * comparisons false and so stays. */
    float least = bb_vector_max(logits->values, logits->count) + bb_logf(share);
    for (size_t i = 0; i < logits->count; i++) {
        logits->values[i] = logits->values[i] < least ? -__builtin_inff() : logits->values[i];
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_exp.h"
#include "forward_parts.h"

void bb_swiglu(float *restrict gate, const float *restrict up, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        gate[i] = gate[i] / (1.0f + bb_exp_inline(-gate[i])) * up[i];
    }
}

void bb_accumulate(float *restrict sum, const float *restrict x, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        sum[i] += x[i];
    }
}

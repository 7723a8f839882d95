/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_math.h"
#include "forward_parts.h"

void bb_rmsnorm(float *out, const float *x, const float *weight, size_t count, float epsilon)
{
/* The sum may be taken in several lanes. */
#pragma clang fp reassociate(on)
    float squares = 0.0f;
    for (size_t i = 0; i < count; i++) {
        squares += x[i] * x[i];
    }
    float factor = 1.0f / bb_sqrtf(squares / (float)count + epsilon);
    for (size_t i = 0; i < count; i++) {
        out[i] = weight[i] * (factor * x[i]);
    }
}

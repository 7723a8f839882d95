/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_exp.h"
#include "bb_vector.h"

bool bb_vector_softmax(float *values, size_t count, float scale)
{
/* The sum may be taken in several lanes. */
#pragma clang fp reassociate(on)
    /* The greatest exponent becomes 0, so that nothing overflows. */
    float greatest = bb_vector_max(values, count);
    float sum = 0.0f;
    for (size_t i = 0; i < count; i++) {
        values[i] = bb_exp_inline((values[i] - greatest) * scale);
        sum += values[i];
    }
    float factor = 1.0f / sum;
    for (size_t i = 0; i < count; i++) {
        values[i] *= factor;
    }
    return sum > 0.0f; /* false for NaN: infinity minus infinity, for one */
}

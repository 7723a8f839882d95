/* SPDX-License-Identifier: Apache-2.0 */
#include <stdint.h>
#include <xmmintrin.h>

#include "bb_vector.h"

/* Floats that a step of the loops below takes: four vectors. */
#define STEP 16

float bb_vector_max(const float *values, size_t count)
{
    const float lowest = -__builtin_inff();
    __m128 best[4] = {_mm_set1_ps(lowest), _mm_set1_ps(lowest), _mm_set1_ps(lowest),
                      _mm_set1_ps(lowest)};
    __m128 unordered = _mm_setzero_ps(); /* lanes where a NaN was */
    size_t i = 0;
    for (; i + STEP <= count; i += STEP) {
        __m128 a = _mm_loadu_ps(values + i);
        __m128 b = _mm_loadu_ps(values + i + 4);
        __m128 c = _mm_loadu_ps(values + i + 8);
        __m128 d = _mm_loadu_ps(values + i + 12);
        best[0] = _mm_max_ps(best[0], a);
        best[1] = _mm_max_ps(best[1], b);
        best[2] = _mm_max_ps(best[2], c);
        best[3] = _mm_max_ps(best[3], d);
        /* One comparison finds a NaN in either of two vectors. */
        unordered = _mm_or_ps(unordered, _mm_cmpunord_ps(a, b));
        unordered = _mm_or_ps(unordered, _mm_cmpunord_ps(c, d));
    }
    float lanes[4];
    _mm_storeu_ps(lanes, _mm_max_ps(_mm_max_ps(best[0], best[1]), _mm_max_ps(best[2], best[3])));
    _Bool nan = _mm_movemask_ps(unordered) != 0;
    float greatest = lowest;
    for (size_t lane = 0; lane < 4; lane++) {
        greatest = lanes[lane] > greatest ? lanes[lane] : greatest;
    }
    for (; i < count; i++) {
        nan |= values[i] != values[i];
        greatest = values[i] > greatest ? values[i] : greatest;
    }
    return nan ? __builtin_nanf("") : greatest;
}

size_t bb_vector_argmax(const float *values, size_t count)
{
    float greatest = bb_vector_max(values, count);
    if (greatest != greatest) {
        return count;
    }
    __m128 wanted = _mm_set1_ps(greatest);
    size_t i = 0;
    for (; i + STEP <= count; i += STEP) {
        __m128 a = _mm_cmpeq_ps(wanted, _mm_loadu_ps(values + i));
        __m128 b = _mm_cmpeq_ps(wanted, _mm_loadu_ps(values + i + 4));
        __m128 c = _mm_cmpeq_ps(wanted, _mm_loadu_ps(values + i + 8));
        __m128 d = _mm_cmpeq_ps(wanted, _mm_loadu_ps(values + i + 12));
        if (_mm_movemask_ps(_mm_or_ps(_mm_or_ps(a, b), _mm_or_ps(c, d))) != 0) {
            break;
        }
    }
    while (i < count && values[i] != greatest) {
        i++;
    }
    return i;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include <stdint.h>
#include <xmmintrin.h>

#include "bb_vector.h"

/* Floats that a step of the loops below takes: four vectors. */
#define STEP 16

/* Floats that bb_vector_argmax takes at a time: short to search, long enough for a loop. */
#define BLOCK 256

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

/* The greatest value's block is found first, so that only that block is searched for its place. */
size_t bb_vector_argmax(const float *values, size_t count)
{
    float greatest = -__builtin_inff();
    size_t place = 0;
    for (size_t block = 0; block < count; block += BLOCK) {
        size_t left = count - block;
        float best = bb_vector_max(values + block, left < BLOCK ? left : BLOCK);
        if (best != best) {
            return count;
        }
        if (best > greatest) {
            greatest = best;
            place = block;
        }
    }
    while (place < count && values[place] != greatest) {
        place++;
    }
    return place;
}

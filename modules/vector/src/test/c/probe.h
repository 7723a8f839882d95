/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROBE_H
#define PROBE_H

/* The inner functions of the sets, of 16 values each: the tests of a set see only its results. */
#include <stdint.h>

typedef struct probe {
    void (*exp)(float *out, const float *x);
    void (*tanh)(float *out, const float *x);
    void (*widen)(float *out, const uint16_t *halves);
    void (*narrow)(uint16_t *halves, const float *values);
} probe;

extern const probe probe_sse2, probe_avx2, probe_avx512;

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* Included by probe_<set>.c as set_body.h is by vector_<set>.c. */
#include "../../main/c/lanes_exp.h"
#include "../../main/c/lanes_half.h"
#include "probe.h"

static void probe_exp(float *out, const float *x)
{
    store(out, exp_of(load(x)));
}

static void probe_tanh(float *out, const float *x)
{
    store(out, tanh_of(load(x)));
}

static void probe_widen(float *out, const uint16_t *halves)
{
    store(out, load_halves(halves));
}

static void probe_narrow(uint16_t *halves, const float *values)
{
    *(half_lanes_in_memory *)halves = narrow(load(values));
}

#define PROBE {probe_exp, probe_tanh, probe_widen, probe_narrow}

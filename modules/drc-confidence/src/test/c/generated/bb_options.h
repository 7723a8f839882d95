/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_OPTIONS_H
#define BB_OPTIONS_H

/* The tunable options of this module's tests. */
#include <stdint.h>

extern struct bb_options {
    struct {
        float temperature;
        float top_p;
        int64_t seed;
    } sampler;
    struct {
        float accept;
        float refuse;
        int32_t stop;
        int64_t window;
        int32_t show;
    } drc_confidence;
} bb_options;

#endif

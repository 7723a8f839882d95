/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_OPTIONS_H
#define BB_OPTIONS_H

/* The options of this module's tests. */
#include <stdbool.h>
#include <stdint.h>

extern struct bb_options {
    struct {
        float temperature;
        float top_p;
        int64_t seed;
    } sampler;
    struct {
        bool automatic;
    } memory_time_travel;
} bb_options;

#endif

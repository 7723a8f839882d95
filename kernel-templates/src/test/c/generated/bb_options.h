/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_OPTIONS_H
#define BB_OPTIONS_H

/* The tunable options of native tests. A module's tests have a file of their own for its options.
 */
#include <stdint.h>

extern struct bb_options {
    struct {
        float temperature;
        float top_p;
        int64_t seed;
    } sampler;
} bb_options;

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_OPTIONS_H
#define BB_OPTIONS_H

/* The tunable options of this module's tests. */
#include <stdint.h>

extern struct bb_options {
    struct {
        int64_t prompt;
        int64_t decode;
        int64_t depth;
        int64_t batch;
    } bench;
} bb_options;

#endif

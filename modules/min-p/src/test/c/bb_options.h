/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_OPTIONS_H
#define BB_OPTIONS_H

/* The module's options, as the generators write them. */
#include <stdint.h>

extern struct bb_options {
    struct {
        float share;
    } min_p;
} bb_options;

#endif

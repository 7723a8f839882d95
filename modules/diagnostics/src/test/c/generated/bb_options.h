/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_OPTIONS_H
#define BB_OPTIONS_H

/* The tunable options of this module's tests. */
#include <stdbool.h>
#include <stdint.h>

extern struct bb_options {
    struct {
        int64_t logits;
        bool tokens;
        bool check;
    } diagnostics;
} bb_options;

#endif

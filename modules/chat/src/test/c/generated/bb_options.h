/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_OPTIONS_H
#define BB_OPTIONS_H

/* The options of this module's tests. */
#include <stdbool.h>
#include <stdint.h>

extern struct bb_options {
    struct {
        char template[33];
        char system[256];
    } chat;
    struct {
        int64_t steps;
        bool statistics;
    } repl;
} bb_options;

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_OPTIONS_H
#define BB_OPTIONS_H

/* The module's options, as the generators write them. */
extern struct bb_options {
    struct {
        char text[256];
    } stop_text;
} bb_options;

#endif

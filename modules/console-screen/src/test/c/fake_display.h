/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FAKE_DISPLAY_H
#define FAKE_DISPLAY_H

/* A display in memory, and the rest of a platform that the screen needs. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct fake_display {
    uint32_t width, height;
    uint32_t *pixels; /* (height, width); garbage to begin with */
    size_t shows;     /* pictures that were shown */
    size_t drawn;     /* pixels of them */
    bool no_memory;   /* pages are refused */
} fake_display;

extern fake_display fake;
extern uint64_t fake_now_ns;

/* Another display; 0 x 0: none. Frees what was allocated for the last. */
void fake_display_make(uint32_t width, uint32_t height);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CONSOLE_SCREEN_TITLE_H
#define CONSOLE_SCREEN_TITLE_H

/* The kernel's name as a large picture, cut into cells so that it moves like text. */
#include <stddef.h>
#include <stdint.h>

#include "palette.h"

typedef struct bb_console_screen_title {
    const char *name;    /* ASCII */
    uint32_t scale;      /* of the title's face */
    uint32_t cell_width; /* pixels of the cells that it is cut into */
    uint32_t cell_height;
    uint32_t columns; /* cells that it takes; at most 256 */
    uint32_t rows;
} bb_console_screen_title;

/* Plans the picture for a page of so many columns: it ends where the page ends. */
void bb_console_screen_title_plan(bb_console_screen_title *title, const char *name,
                                  uint32_t cell_width, uint32_t cell_height, size_t columns);

/* Draws one cell of it. */
void bb_console_screen_title_draw(const bb_console_screen_title *title, uint32_t row,
                                  uint32_t column, const bb_console_screen_ramp ramp,
                                  uint32_t *pixels, size_t stride);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CONSOLE_SCREEN_PAINTER_H
#define CONSOLE_SCREEN_PAINTER_H

/*
 * Rows of cells on the display. The painter knows what it has drawn and draws only what differs:
 * nothing is read back, and no picture of the whole display is kept.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bb_display.h"
#include "cell.h"
#include "font.h"
#include "palette.h"
#include "title.h"

typedef struct bb_console_screen_painter {
    bb_display display;
    const bb_console_screen_face *face;
    uint32_t scale;                   /* of the face */
    uint32_t cell_width, cell_height; /* pixels */
    size_t columns;
    size_t rows;            /* of text; the status line is one more */
    uint32_t left, top;     /* pixels around the text */
    uint32_t status_height; /* pixels of the bottom bar, 0 for none */
    uint32_t *shown;        /* (rows + 1, columns) cells as they are on the display */
    uint32_t *line;         /* (cell_height, columns * cell_width) pixels of one row */
    bb_console_screen_title title;
    bb_console_screen_ramp ramps[BB_CELL_STYLES][2]; /* by style; [1] under the cursor */
} bb_console_screen_painter;

/*
 * Chooses face and margins for a display: the largest letters with which enough of them fit. False
 * if the display is too small for 80 columns and some rows.
 */
bool bb_console_screen_painter_plan(bb_console_screen_painter *painter, const bb_display *display,
                                    bool status_line);

/* Numbers of uint32_t that `shown` and `line` must have room for. */
size_t bb_console_screen_painter_shown_cells(const bb_console_screen_painter *painter);
size_t bb_console_screen_painter_line_pixels(const bb_console_screen_painter *painter);

/* Clears the display. */
void bb_console_screen_painter_begin(bb_console_screen_painter *painter, uint32_t *shown,
                                     uint32_t *line);

/* Shows cells (columns) in a row; row == rows is the status line. `cursor` is the column of the
 * cursor, SIZE_MAX for none. NULL: a blank row. */
void bb_console_screen_painter_show(bb_console_screen_painter *painter, size_t row,
                                    const uint32_t *cells, size_t cursor);

#endif

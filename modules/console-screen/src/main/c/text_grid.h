/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CONSOLE_SCREEN_TEXT_GRID_H
#define CONSOLE_SCREEN_TEXT_GRID_H

/*
 * Text in rows of cells: the page that is shown and what has moved up out of it. New text goes to
 * the last row. Words that do not fit in a row go to the next. Understood are line feed, carriage
 * return, backspace and tabulator; other control characters do nothing.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct bb_console_screen_grid {
    uint32_t *cells; /* (capacity, columns): a ring of rows */
    size_t columns;  /* of a row */
    size_t rows;     /* of a page */
    size_t capacity; /* rows that are kept; >= rows */
    size_t first;    /* the oldest row, in the ring */
    size_t count;    /* rows in use, >= 1; the last one has the cursor */
    size_t column;   /* the cursor's; == columns: behind the last cell */
    size_t back;     /* rows that the page is above the end */
} bb_console_screen_grid;

/* Empties it. `cells` has capacity * columns cells of any content; none of the sizes is 0. */
void bb_console_screen_grid_begin(bb_console_screen_grid *grid, uint32_t *cells, size_t columns,
                                  size_t rows, size_t capacity);

/* Writes one character. True if rows have moved up, unless the page is above the end. */
bool bb_console_screen_grid_put(bb_console_screen_grid *grid, uint32_t character, unsigned style);

/* A row of the page; NULL if nothing has been written so far down. Valid until the next change. */
const uint32_t *bb_console_screen_grid_row(const bb_console_screen_grid *grid, size_t row);

/* The page's row with the cursor; false if it is not on the page. */
bool bb_console_screen_grid_cursor(const bb_console_screen_grid *grid, size_t *row);

/* Moves the page: by rows up (> 0) or down, as far as there are rows. */
void bb_console_screen_grid_scroll(bb_console_screen_grid *grid, ptrdiff_t up);

#endif

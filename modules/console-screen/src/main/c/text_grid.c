/* SPDX-License-Identifier: Apache-2.0 */
#include "text_grid.h"

#include "cell.h"

enum { TABULATOR = 8 };

static uint32_t *row_at(const bb_console_screen_grid *grid, size_t row)
{
    return grid->cells + (grid->first + row) % grid->capacity * grid->columns;
}

static uint32_t *last_row(const bb_console_screen_grid *grid)
{
    return row_at(grid, grid->count - 1);
}

static void clear(const bb_console_screen_grid *grid, uint32_t *row)
{
    for (size_t i = 0; i < grid->columns; i++)
        row[i] = bb_cell(' ', BB_STYLE_PLAIN);
}

void bb_console_screen_grid_begin(bb_console_screen_grid *grid, uint32_t *cells, size_t columns,
                                  size_t rows, size_t capacity)
{
    *grid = (bb_console_screen_grid){
        .cells = cells, .columns = columns, .rows = rows, .capacity = capacity, .count = 1};
    clear(grid, last_row(grid));
}

/* Rows above the page when it is at the end. */
static size_t above(const bb_console_screen_grid *grid)
{
    return grid->count > grid->rows ? grid->count - grid->rows : 0;
}

/* The page's first row. */
static size_t top(const bb_console_screen_grid *grid)
{
    return above(grid) - grid->back;
}

/* A page above the end stays where it is, as long as its rows are kept. */
static bool new_row(bb_console_screen_grid *grid)
{
    bool moves = grid->count >= grid->rows;
    if (grid->count == grid->capacity)
        grid->first = (grid->first + 1) % grid->capacity;
    else
        grid->count++;
    clear(grid, last_row(grid));
    grid->column = 0;
    if (grid->back == 0)
        return moves;
    if (grid->back < above(grid))
        grid->back++;
    return false;
}

/* Where the word begins that ends at the row's end; 0 if it fills more than half of the row. */
static size_t word_start(const bb_console_screen_grid *grid, const uint32_t *row)
{
    size_t start = grid->columns;
    while (start > 0 && bb_cell_code(row[start - 1]) != ' ')
        start--;
    return start > grid->columns / 2 ? start : 0;
}

/* Goes to the next row, together with the word that does not fit. */
static bool wrap(bb_console_screen_grid *grid, bool inside_word)
{
    uint32_t *row = last_row(grid);
    size_t start = inside_word ? word_start(grid, row) : 0;
    bool moved = new_row(grid);
    if (start == 0)
        return moved;
    uint32_t *next = last_row(grid);
    for (size_t i = start; i < grid->columns; i++) {
        next[grid->column++] = row[i];
        row[i] = bb_cell(' ', BB_STYLE_PLAIN);
    }
    return moved;
}

bool bb_console_screen_grid_put(bb_console_screen_grid *grid, uint32_t character, unsigned style)
{
    bool moved = false;
    switch (character) {
    case '\n':
        return new_row(grid);
    case '\r':
        grid->column = 0;
        return false;
    case '\b':
        grid->column -= grid->column > 0;
        return false;
    case '\t':
        do
            moved |= bb_console_screen_grid_put(grid, ' ', style);
        while (grid->column % TABULATOR != 0 && grid->column < grid->columns);
        return moved;
    default:
        break;
    }
    if (character < ' ' || (character >= 0x7f && character < 0xa0))
        return false;
    if (grid->column >= grid->columns) {
        bool blank = character == ' ';
        moved = wrap(grid, !blank);
        if (blank) /* the end of the line stands for it */
            return moved;
    }
    last_row(grid)[grid->column++] = bb_cell(character, style);
    return moved;
}

const uint32_t *bb_console_screen_grid_row(const bb_console_screen_grid *grid, size_t row)
{
    size_t wanted = top(grid) + row;
    return wanted < grid->count ? row_at(grid, wanted) : NULL;
}

bool bb_console_screen_grid_cursor(const bb_console_screen_grid *grid, size_t *row)
{
    *row = grid->count - 1 - top(grid);
    return *row < grid->rows;
}

void bb_console_screen_grid_scroll(bb_console_screen_grid *grid, ptrdiff_t up)
{
    size_t most = above(grid);
    if (up > 0)
        grid->back = (size_t)up < most - grid->back ? grid->back + (size_t)up : most;
    else
        grid->back -= (size_t)-up < grid->back ? (size_t)-up : grid->back;
}

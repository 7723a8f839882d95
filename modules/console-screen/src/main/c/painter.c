/* SPDX-License-Identifier: Apache-2.0 */
#include "painter.h"

/* The line editor needs 79 columns; more text than this on a line or page is read with pleasure. */
enum { LEAST_COLUMNS = 80, LEAST_ROWS = 20, GOOD_COLUMNS = 96, GOOD_ROWS = 28 };

/* Equal cells between two that differ are drawn again if they are few: a call costs more. */
enum { GAP = 4 };

/* No cell is like this. */
#define UNKNOWN UINT32_MAX

static bool fits(const bb_display *display, const bb_console_screen_face *face, uint32_t scale,
                 uint32_t columns, uint32_t rows)
{
    return display->width / (face->width * scale) >= columns &&
           display->height / (face->height * scale) >= rows;
}

/* The largest face with which the page is good, or else the smallest. */
static void choose_face(bb_console_screen_painter *painter, const bb_display *display)
{
    painter->face = bb_console_screen_faces[0];
    painter->scale = 1;
    for (size_t i = 0; i < bb_console_screen_face_count; i++)
        if (fits(display, bb_console_screen_faces[i], 1, GOOD_COLUMNS, GOOD_ROWS))
            painter->face = bb_console_screen_faces[i];
    if (painter->face == bb_console_screen_faces[bb_console_screen_face_count - 1])
        while (fits(display, painter->face, painter->scale + 1, GOOD_COLUMNS, GOOD_ROWS))
            painter->scale++;
}

bool bb_console_screen_painter_plan(bb_console_screen_painter *painter, const bb_display *display,
                                    bool status_line)
{
    *painter = (bb_console_screen_painter){.display = *display};
    choose_face(painter, display);
    if (!fits(display, painter->face, painter->scale, LEAST_COLUMNS, LEAST_ROWS))
        return false;
    painter->cell_width = painter->face->width * painter->scale;
    painter->cell_height = painter->face->height * painter->scale;
    painter->status_height = status_line ? painter->cell_height * 5 / 4 : 0;
    painter->columns = display->width / painter->cell_width;
    if (painter->columns >= LEAST_COLUMNS + 2)
        painter->columns -= 2; /* a margin to the left and to the right */
    uint32_t height = display->height - painter->status_height;
    painter->rows = height / painter->cell_height;
    painter->left = (display->width - (uint32_t)painter->columns * painter->cell_width) / 2;
    painter->top = (height - (uint32_t)painter->rows * painter->cell_height) / 2;
    return true;
}

size_t bb_console_screen_painter_shown_cells(const bb_console_screen_painter *painter)
{
    return (painter->rows + 1) * painter->columns;
}

size_t bb_console_screen_painter_line_pixels(const bb_console_screen_painter *painter)
{
    return painter->columns * painter->cell_width * painter->cell_height;
}

void bb_console_screen_painter_begin(bb_console_screen_painter *painter, uint32_t *shown,
                                     uint32_t *line)
{
    const bb_display *display = &painter->display;
    uint32_t text_height = display->height - painter->status_height;
    painter->shown = shown;
    painter->line = line;
    for (size_t i = 0; i < bb_console_screen_painter_shown_cells(painter); i++)
        shown[i] = UNKNOWN;
    for (unsigned style = 0; style < BB_CELL_STYLES; style++)
        for (unsigned swapped = 0; swapped < 2; swapped++)
            bb_console_screen_make_ramp(style, swapped != 0, painter->ramps[style][swapped]);
    bb_display_fill(bb_console_screen_ground(BB_STYLE_PLAIN), 0, 0, display->width, text_height);
    bb_display_fill(bb_console_screen_ground(BB_CELL_STATUS), 0, text_height, display->width,
                    painter->status_height);
}

/* A piece of a progress bar: slim, so that rows of bars do not grow together. */
static void draw_bar(const bb_console_screen_painter *painter, uint32_t code, uint32_t *pixels,
                     size_t stride)
{
    uint32_t ground = bb_console_screen_ground(BB_STYLE_BAR);
    uint32_t inside =
        code == 0x2588 ? bb_console_screen_ink(BB_STYLE_BAR) : bb_console_screen_track();
    uint32_t top = painter->cell_height * 5 / 16, bottom = painter->cell_height * 12 / 16;
    for (uint32_t y = 0; y < painter->cell_height; y++)
        for (uint32_t x = 0; x < painter->cell_width; x++)
            pixels[y * stride + x] = y >= top && y < bottom ? inside : ground;
}

static void draw_cell(const bb_console_screen_painter *painter, uint32_t cell, uint32_t *pixels,
                      size_t stride)
{
    uint32_t code = bb_cell_code(cell);
    unsigned style = bb_cell_style(cell);
    const uint32_t *ramp = painter->ramps[style][(cell & BB_CELL_CURSOR) != 0];
    if (code >= BB_CELL_TITLE)
        bb_console_screen_title_draw(&painter->title, (code - BB_CELL_TITLE) / 256,
                                     (code - BB_CELL_TITLE) % 256, ramp, pixels, stride);
    else if (style == BB_STYLE_BAR && (code == 0x2588 || code == 0x2591))
        draw_bar(painter, code, pixels, stride);
    else
        bb_console_screen_draw(painter->face, bb_console_screen_find(painter->face, code),
                               painter->scale, ramp, pixels, stride);
}

/* Draws the cells [first, end) of a row as `shown` tells them. */
static void draw_run(bb_console_screen_painter *painter, size_t row, size_t first, size_t end)
{
    const uint32_t *shown = painter->shown + row * painter->columns;
    size_t stride = (end - first) * painter->cell_width;
    for (size_t i = first; i < end; i++)
        draw_cell(painter, shown[i], painter->line + (i - first) * painter->cell_width, stride);
    uint32_t y = painter->top + (uint32_t)row * painter->cell_height;
    if (row == painter->rows)
        y = painter->display.height - (painter->status_height + painter->cell_height) / 2;
    bb_display_show(painter->line, stride, painter->left + (uint32_t)first * painter->cell_width, y,
                    (uint32_t)stride, painter->cell_height);
}

void bb_console_screen_painter_show(bb_console_screen_painter *painter, size_t row,
                                    const uint32_t *cells, size_t cursor)
{
    uint32_t *shown = painter->shown + row * painter->columns;
    size_t first = 0, end = 0; /* the run that differs and is not drawn yet */
    for (size_t i = 0; i < painter->columns; i++) {
        uint32_t cell = cells != NULL ? cells[i] : bb_cell(' ', BB_STYLE_PLAIN);
        if (i == cursor)
            cell |= BB_CELL_CURSOR;
        if (cell == shown[i])
            continue;
        if (end > first && i - end > GAP) {
            draw_run(painter, row, first, end);
            first = end = i;
        }
        if (end == first)
            first = i;
        shown[i] = cell;
        end = i + 1;
    }
    if (end > first)
        draw_run(painter, row, first, end);
}

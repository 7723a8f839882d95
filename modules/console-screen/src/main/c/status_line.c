/* SPDX-License-Identifier: Apache-2.0 */
#include "status_line.h"

#include "bb_format.h"
#include "bb_text.h"
#include "cell.h"

#define MIB (1024.0 * 1024.0)
#define SEPARATOR " \u2502 "

typedef struct line {
    uint32_t *cells;
    size_t columns;
    size_t used;
} line;

static void put(line *to, const char *text)
{
    size_t length = bb_text_length(text), at = 0;
    while (at < length && to->used < to->columns) {
        uint32_t character;
        at += bb_utf8_decode(text + at, length - at, &character);
        to->cells[to->used++] = bb_cell(character, BB_CELL_STATUS);
    }
}

/* Adds a part, behind a separator, if all of it fits. */
static void add(line *to, const char *text)
{
    const char *before = to->used == 0 ? " " : SEPARATOR;
    size_t columns =
        bb_utf8_count(before, bb_text_length(before)) + bb_utf8_count(text, bb_text_length(text));
    if (columns > to->columns - to->used)
        return;
    put(to, before);
    put(to, text);
}

static void add_figures(line *to, const bb_console_screen_status *status)
{
    char text[64];
    add(to, status->model);
    if (status->context > 0) {
        bb_format(text, sizeof text, "context %zu/%zu", status->context_used, status->context);
        add(to, text);
    }
    if (status->rate > 0) {
        bb_format(text, sizeof text, "%.1f tokens/s", status->rate);
        add(to, text);
    }
    if (status->processors > 0) {
        bb_format(text, sizeof text, "%zu core%s", status->processors,
                  status->processors == 1 ? "" : "s");
        add(to, text);
    }
    if (status->memory > 0) {
        bb_format(text, sizeof text, "memory %.0f/%.0f MiB", (double)status->memory_used / MIB,
                  (double)status->memory / MIB);
        add(to, text);
    }
}

void bb_console_screen_status_cells(const bb_console_screen_status *status, uint32_t *cells,
                                    size_t columns)
{
    line to = {.cells = cells, .columns = columns};
    if (status->above > 0) {
        char text[64];
        bb_format(text, sizeof text, "\u25b2 %zu line%s below: Page Down", status->above,
                  status->above == 1 ? "" : "s");
        add(&to, text);
    }
    add_figures(&to, status);
    while (to.used < columns)
        cells[to.used++] = bb_cell(' ', BB_CELL_STATUS);
}

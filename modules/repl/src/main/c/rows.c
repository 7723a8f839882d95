/* SPDX-License-Identifier: Apache-2.0 */
#include "rows.h"

#include "bb_console.h"
#include "bb_format.h"
#include "bb_text.h"
#include "bb_wrap.h"

enum { COLUMNS = 79, GAP = 2 };

static void indent(size_t columns)
{
    for (; columns > 0; columns--)
        bb_write(" ", 1);
}

void bb_repl_row(const char *label, size_t width, const char *text)
{
    size_t label_columns = bb_utf8_count(label, bb_text_length(label));
    size_t length = bb_text_length(text), at = 0;
    bb_print("%s", label);
    if (label_columns > width) {
        bb_print("\n");
        label_columns = 0;
    }
    indent(width - label_columns);
    do {
        const char *line = text + at;
        size_t bytes = bb_wrap_next(text, length, COLUMNS - GAP - width, &at);
        indent(GAP);
        bb_print("%.*s\n", (int)bytes, line);
        indent(at < length ? width : 0);
    } while (at < length);
}

void bb_repl_row_format(const char *label, size_t width, const char *format, ...)
{
    char text[256];
    va_list arguments;
    va_start(arguments, format);
    bb_format_list(text, sizeof text, format, arguments);
    va_end(arguments);
    bb_repl_row(label, width, text);
}

size_t bb_repl_widen(size_t width, const char *label)
{
    size_t columns = bb_utf8_count(label, bb_text_length(label));
    return columns > width ? columns : width;
}

const char *bb_repl_bytes(uint64_t bytes, char out[24])
{
    static const char *const units[] = {"KiB", "MiB", "GiB", "TiB"};
    enum { CAPACITY = 24, UNITS = sizeof units / sizeof units[0] };
    double value = (double)bytes / 1024;
    size_t unit = 0;
    if (bytes < 1024) {
        bb_format(out, CAPACITY, "%u bytes", (unsigned)bytes);
        return out;
    }
    for (; value >= 1024 && unit + 1 < UNITS; unit++)
        value /= 1024;
    bb_format(out, CAPACITY, "%.1f %s", value, units[unit]);
    return out;
}

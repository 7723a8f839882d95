/* SPDX-License-Identifier: Apache-2.0 */
#include "line_view.h"

#include "bb_bytes.h"
#include "bb_console.h"
#include "bb_text.h"

static void repeat(char character, size_t count)
{
    char run[BB_REPL_COLUMNS];
    memset(run, character, sizeof run);
    bb_write(run, count);
}

/* Bytes of the text's first `columns` characters. */
static size_t bytes_of(const char *text, size_t length, size_t columns)
{
    size_t bytes = 0;
    uint32_t character;
    for (; columns > 0; columns--)
        bytes += bb_utf8_decode(text + bytes, length - bytes, &character);
    return bytes;
}

/* Moves the cursor, to the right by writing again what stands there. */
static void move(bb_repl_view *view, size_t column)
{
    if (column < view->cursor) {
        repeat('\b', view->cursor - column);
    } else {
        size_t from = bytes_of(view->text, view->length, view->cursor);
        size_t to = bytes_of(view->text, view->length, column);
        bb_write(view->text + from, to - from);
    }
    view->cursor = column;
}

/* Bytes of the whole characters that two texts begin with. */
static size_t common_prefix(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t end = 0, next = 0;
    while (next < a_length && next < b_length) {
        uint32_t in_a, in_b;
        next += bb_utf8_decode(a + end, a_length - end, &in_a);
        bb_utf8_decode(b + end, b_length - end, &in_b);
        if (in_a != in_b)
            break;
        end = next;
    }
    return end;
}

void bb_repl_view_begin(bb_repl_view *view, const char *prompt)
{
    bb_console_style(BB_STYLE_PROMPT);
    bb_write(prompt, bb_text_length(prompt));
    bb_console_style(BB_STYLE_INPUT);
    view->length = 0;
    view->cursor = 0;
}

void bb_repl_view_restart(bb_repl_view *view, const char *prompt)
{
    bb_write("\r", 1);
    repeat(' ', BB_REPL_COLUMNS);
    bb_write("\r", 1);
    bb_repl_view_begin(view, prompt);
}

void bb_repl_view_show(bb_repl_view *view, const char *text, size_t length, size_t cursor)
{
    size_t same = common_prefix(view->text, view->length, text, length);
    if (same < view->length || same < length) {
        size_t old_columns = bb_utf8_count(view->text, view->length);
        size_t new_columns = bb_utf8_count(text, length);
        move(view, bb_utf8_count(text, same));
        bb_write(text + same, length - same);
        memcpy(view->text, text, length);
        view->length = length;
        view->cursor = new_columns;
        if (old_columns > new_columns) {
            repeat(' ', old_columns - new_columns);
            repeat('\b', old_columns - new_columns);
        }
    }
    move(view, cursor);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "history.h"

#include "bb_bytes.h"
#include "bb_text.h"

static void drop_oldest(bb_repl_history *history)
{
    size_t size = bb_text_length(history->bytes) + 1;
    history->used -= size;
    history->count--;
    memmove(history->bytes, history->bytes + size, history->used);
}

static bool is_newest(const bb_repl_history *history, const char *line, size_t length)
{
    if (history->count == 0)
        return false;
    size_t newest_length;
    const char *newest = bb_repl_history_line(history, 1, &newest_length);
    return bb_text_equal(newest, newest_length, line, length);
}

void bb_repl_history_add(bb_repl_history *history, const char *line, size_t length)
{
    size_t size = length + 1;
    if (length == 0 || history->limit == 0 || size > sizeof history->bytes ||
        is_newest(history, line, length))
        return;
    while (history->count == history->limit || size > sizeof history->bytes - history->used)
        drop_oldest(history);
    memcpy(history->bytes + history->used, line, length);
    history->bytes[history->used + length] = 0;
    history->used += size;
    history->count++;
}

const char *bb_repl_history_line(const bb_repl_history *history, size_t back, size_t *length)
{
    const char *line = history->bytes;
    for (size_t i = history->count; i > back; i--)
        line += bb_text_length(line) + 1;
    *length = bb_text_length(line);
    return line;
}

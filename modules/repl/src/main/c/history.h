/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HISTORY_H
#define HISTORY_H

/* The lines that were entered, newest last. When room or number run out, the oldest go. */
#include <stddef.h>

/* Bytes for all lines together, with a zero byte each. */
#define BB_REPL_HISTORY_BYTES 16384

/* All zero but for the limit to begin with. */
typedef struct bb_repl_history {
    size_t limit; /* lines at most */
    size_t count; /* lines */
    size_t used;  /* bytes */
    char bytes[BB_REPL_HISTORY_BYTES];
} bb_repl_history;

/* Keeps a line (without zero bytes), unless it is empty, too long, or the newest once more. */
void bb_repl_history_add(bb_repl_history *history, const char *line, size_t length);

/* The line that was entered `back` lines ago; 1 is the newest, history->count the oldest. It is the
 * history's, valid until the next line is added. */
const char *bb_repl_history_line(const bb_repl_history *history, size_t back, size_t *length);

#endif

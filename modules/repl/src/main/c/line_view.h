/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LINE_VIEW_H
#define LINE_VIEW_H

/*
 * One line on the console that is redrawn where it changed. It uses nothing but text, blanks,
 * carriage returns and backspaces, which a firmware's text screen and a serial terminal both know.
 * Each character is taken to be one column wide.
 */
#include <stddef.h>

/* Columns that the line uses, prompt included: some consoles go to the next line behind column 80.
 */
#define BB_REPL_COLUMNS 79

/* All zero for a line of which nothing is shown yet. */
typedef struct bb_repl_view {
    char text[BB_REPL_COLUMNS * 4]; /* what is shown behind the prompt, in UTF-8 */
    size_t length;                  /* its bytes */
    size_t cursor;                  /* the console's cursor: columns behind the prompt */
} bb_repl_view;

/* Starts a line behind the cursor: shows the prompt. */
void bb_repl_view_begin(bb_repl_view *view, const char *prompt);

/* Blanks out whatever stands in the cursor's line, then starts the line there. */
void bb_repl_view_restart(bb_repl_view *view, const char *prompt);

/*
 * Shows the text and puts the cursor so many columns behind the prompt. The text is printable; it
 * and the prompt have at most BB_REPL_COLUMNS columns, and the cursor stands in the text or at its
 * end.
 */
void bb_repl_view_show(bb_repl_view *view, const char *text, size_t length, size_t cursor);

#endif

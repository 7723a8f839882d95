/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LINE_EDITOR_H
#define LINE_EDITOR_H

/*
 * Turns keys into an input of one or more lines. A line that ends in a backslash goes on in the
 * next one. A line that is too long for the console scrolls sideways.
 *
 *   Left, Right, Home, End, Ctrl-A, Ctrl-E   move the cursor
 *   Backspace, Delete                        remove a character
 *   Ctrl-U, Ctrl-K, Ctrl-W                   remove what is before the cursor, behind it, the word
 *   Up, Down                                 earlier inputs, later inputs
 *   Tab                                      completes a command or an option
 *   Ctrl-C, Ctrl-L                           drops the input, draws the line again
 *   Ctrl-D                                   as at a terminal: enters what was typed; with nothing
 *                                            typed, ends the session
 */
#include <stddef.h>

#include "bb_key.h"
#include "history.h"
#include "line_view.h"

/* Bytes of an input at most. What does not fit is not taken; the bell rings. */
#define BB_REPL_INPUT_BYTES 4096

/* Columns of a prompt at most: leaves enough of the line. */
#define BB_REPL_PROMPT_COLUMNS 32

/* All zero but for prompt, limit of the history. */
typedef struct bb_repl_editor {
    const char *prompt;                 /* at most BB_REPL_PROMPT_COLUMNS characters */
    char text[BB_REPL_INPUT_BYTES + 1]; /* all lines, with a newline between them, in UTF-8 */
    size_t length;                      /* its bytes */
    size_t start;                       /* where the line begins that is edited */
    size_t cursor;                      /* byte of the text */
    size_t first;                       /* byte of the text that is shown first */
    size_t back;                        /* the input of the history that is shown; 0 for none */
    char draft[BB_REPL_INPUT_BYTES];    /* the line that was left for the history */
    size_t draft_length;
    bb_repl_history history;
    bb_repl_view view;
} bb_repl_editor;

/* Shows the prompt, for a new input. */
void bb_repl_editor_begin(bb_repl_editor *editor);

typedef enum bb_repl_input {
    BB_REPL_TYPING,
    BB_REPL_ENTERED, /* the input is in text[0..length), with a zero byte behind it, and in the
                        history */
    BB_REPL_ENDED,   /* no more input comes */
} bb_repl_input;

/* Takes a key; returns what becomes of the input. */
bb_repl_input bb_repl_editor_key(bb_repl_editor *editor, const bb_key *key);

#endif

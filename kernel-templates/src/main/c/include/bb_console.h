/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_CONSOLE_H
#define BB_CONSOLE_H

/*
 * The console: text goes to all console devices, keys come from all of them. Generated text is
 * framed by STX and ETX (ASCII 2 and 3), which a serial reader can use to tell it from the kernel's
 * own lines; the screen does not show them.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bb_key.h"

/* Starts the devices, the first time that it is called. What is written before is lost. */
void bb_console_start(void);

void bb_write(const char *text, size_t length);
void bb_print(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* What a text is; devices that can show the difference do. */
typedef enum bb_style {
    BB_STYLE_PLAIN,   /* the kernel's own lines */
    BB_STYLE_PROMPT,  /* what asks for input */
    BB_STYLE_INPUT,   /* what is typed */
    BB_STYLE_WARNING, /* failures */
    BB_STYLE_BAR,     /* whole blocks and light shades that make a progress bar */
} bb_style;

/* The style of the text that follows, generated text excepted. */
void bb_console_style(bb_style style);

void bb_console_frame_begin(void);
void bb_console_frame_end(void);

/* Says ACK or NAK (ASCII 6 and 21), once, at the end: how the kernel fared, for a serial reader. */
void bb_console_verdict(bool ok);

/* Takes a key if there is one. */
bool bb_console_key(bb_key *key);

/* Looks for Ctrl-C among the keys that came; keeps the others for bb_console_key. */
bool bb_console_interrupted(void);

/* Progress of long work: one line that is redrawn. `unit_bytes` shows MiB and MiB/s, else plain
 * counts. */
void bb_progress_begin(const char *label, uint64_t total, bool unit_bytes);
void bb_progress_update(uint64_t done);
void bb_progress_end(void);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CONSOLE_SCREEN_H
#define CONSOLE_SCREEN_H

/* The console device on the display, and what tells its status line what goes on. */
#include <stdbool.h>
#include <stddef.h>

#include "bb_console.h"
#include "bb_generate.h"
#include "bb_key.h"
#include "bb_status.h"

/* ConsoleDevice. start: false without a display, or without memory for what it shows. read: gives
 * no keys, but brings the display up to date before the kernel waits. take: keeps the keys that
 * move the page. */
bool bb_console_screen_start(void);
void bb_console_screen_write(const char *text, size_t length);
bool bb_console_screen_read(bb_key *key);
void bb_console_screen_style(bb_style style);
bool bb_console_screen_take(const bb_key *key);

/* BootStep CONSOLE: tells the display's size and the font's. */
bb_status bb_console_screen_boot(bb_kernel *kernel);

/* TokenListener: the status line follows the answer. */
bb_flow bb_console_screen_hear(bb_kernel *kernel, const bb_token_event *event);

/* IdleTask: a command may have changed what the status line tells. */
void bb_console_screen_idle(bb_kernel *kernel);

/* ShutdownHook: what was written last is shown. */
void bb_console_screen_leave(bb_kernel *kernel, bool ok);

#endif

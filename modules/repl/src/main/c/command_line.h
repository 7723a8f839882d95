/* SPDX-License-Identifier: Apache-2.0 */
#ifndef COMMAND_LINE_H
#define COMMAND_LINE_H

/* "/name arguments": taking it apart, and finding who it is for. */
#include <stddef.h>

#include "bb_status.h"

typedef struct bb_kernel bb_kernel;

/* The next word of a text: what stands before a blank or the end. Moves *text behind it and the
 * blanks that follow. NULL, with a length of 0, at the end. */
const char *bb_repl_word(const char **text, size_t *length);

/* Runs the command of a line, which begins with a slash and ends with a zero byte; cuts off the
 * line's blanks at the end. Fails with E-COMMAND-UNKNOWN, and with what the command fails with. */
bb_status bb_repl_command(bb_kernel *kernel, char *line);

/* Fails with E-COMMAND-UNKNOWN, naming the command that was perhaps meant. */
bb_status bb_repl_fail_unknown(const char *name, size_t length);

/* Fails with E-COMMAND-USAGE: `usage` is how the command is called. */
bb_status bb_repl_fail_usage(const char *usage);

#endif

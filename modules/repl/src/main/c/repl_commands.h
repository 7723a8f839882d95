/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPL_COMMANDS_H
#define REPL_COMMANDS_H

/* The commands of the prompt itself. Each takes what was typed behind its name; those that take
 * nothing ignore it. */
#include "bb_status.h"

typedef struct bb_kernel bb_kernel;

/* /help [NAME]: fails with E-COMMAND-UNKNOWN. */
bb_status bb_repl_help(bb_kernel *kernel, const char *arguments);

/* /set KEY VALUE: fails with E-COMMAND-USAGE, E-OPTION-UNKNOWN, E-OPTION-VALUE. */
bb_status bb_repl_set(bb_kernel *kernel, const char *arguments);

/* /get [KEY]: fails with E-OPTION-UNKNOWN. */
bb_status bb_repl_get(bb_kernel *kernel, const char *arguments);

/* /stats: of the last answer and of all. */
bb_status bb_repl_stats(bb_kernel *kernel, const char *arguments);

bb_status bb_repl_model(bb_kernel *kernel, const char *arguments);
bb_status bb_repl_cpu(bb_kernel *kernel, const char *arguments);

/* /memory: fails with what bb_platform_memory fails with. */
bb_status bb_repl_memory(bb_kernel *kernel, const char *arguments);
bb_status bb_repl_modules(bb_kernel *kernel, const char *arguments);

/* /reset: forgets the conversation. */
bb_status bb_repl_reset(bb_kernel *kernel, const char *arguments);

/* /quit [reboot|return]: fails with E-COMMAND-USAGE. */
bb_status bb_repl_quit(bb_kernel *kernel, const char *arguments);

#endif

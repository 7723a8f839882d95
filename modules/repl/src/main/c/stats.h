/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STATS_H
#define STATS_H

/* The figures behind /stats. */
#include "bb_generate.h"

/* Adds an answer to the session's figures, and shows its own if repl.statistics says so. */
void bb_repl_stats_add(const bb_generate_result *answer);

/* Answers and tokens of the session, for the boot line. */
size_t bb_repl_stats_answers(void);
size_t bb_repl_stats_tokens(void);

/* Tokens per second; 0 if no time passed. */
double bb_repl_rate(size_t tokens, uint64_t ns);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CONVERSATION_H
#define CONVERSATION_H

/* The conversation: lines that were typed, and answers. */
#include <stddef.h>

#include "bb_status.h"

typedef struct bb_kernel bb_kernel;

/*
 * Continues the context with a turn and prints the answer. The context is forgotten first if the
 * text in it is complete, or if the turn and a fair answer do not fit behind it. Fails as
 * bb_generate does. `length` is at most BB_REPL_INPUT_BYTES.
 */
bb_status bb_repl_answer(bb_kernel *kernel, const char *input, size_t length);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CONTINUATION_H
#define CONTINUATION_H

/* Where no module keeps a conversation: the model goes on with what is typed. */
#include <stddef.h>

#include "bb_status.h"

typedef struct bb_kernel bb_kernel;

/*
 * Continues the context with a text and prints what the model goes on with. The context is
 * forgotten first if the text in it is complete, or if this one and a fair answer do not fit behind
 * it. Fails as bb_generate does.
 */
bb_status bb_repl_continue(bb_kernel *kernel, const char *text, size_t length);

#endif

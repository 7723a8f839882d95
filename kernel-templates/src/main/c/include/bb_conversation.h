/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_CONVERSATION_H
#define BB_CONVERSATION_H

/*
 * The conversation capability: answers to what is entered at the prompt. It may be absent, or
 * unable to talk with the model that was booted: then these return false and do nothing.
 */
#include <stdbool.h>
#include <stddef.h>

#include "bb_status.h"

typedef struct bb_kernel bb_kernel;

/* Greets, before the first line is entered. */
bool bb_conversation_begin(bb_kernel *kernel);

/* Answers a text. *status is what that fails with. */
bool bb_conversation_answer(bb_kernel *kernel, const char *text, size_t length, bb_status *status);

/* Forgets all that was said. */
bool bb_conversation_forget(bb_kernel *kernel);

#endif

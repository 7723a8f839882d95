/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CHAT_CHOICE_H
#define CHAT_CHOICE_H

/* Which template the model wants. */
#include "bb_chat_template.h"
#include "bb_status.h"

typedef struct bb_kernel bb_kernel;

/*
 * The installed template of a name; for "auto" the one that fits the model, *out NULL if none does.
 * Fails with E-CHAT-TEMPLATE if the name is none, and names those that there are.
 */
bb_status bb_chat_choose(bb_kernel *kernel, const char *name, const bb_chat_template **out);

#endif

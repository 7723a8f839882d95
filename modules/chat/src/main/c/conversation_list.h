/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CONVERSATION_LIST_H
#define CONVERSATION_LIST_H

/* The names of the conversations on the boot volume. */
#include <stddef.h>

#include "bb_status.h"
#include "conversation_store.h"

enum { BB_CHAT_LISTED = 64 };

typedef struct bb_chat_list {
    char names[BB_CHAT_LISTED][BB_CHAT_NAME_BYTES + 1]; /* (count) in the order of their bytes */
    size_t count;
    size_t left_out; /* files of conversations that there was no room for */
} bb_chat_list;

/* Looks at the names of files, not into them. Fails with E-FILE-READ, E-VOLUME. */
bb_status bb_chat_list_read(bb_chat_list *list);

#endif

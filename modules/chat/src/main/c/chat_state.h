/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CHAT_STATE_H
#define CHAT_STATE_H

/* What the files of module chat share. */
#include "dialogue.h"

/* The conversation of the prompt. */
extern bb_dialogue bb_chat_dialogue;

/* Fails with E-CHAT-MODEL if there is no template to talk with. */
bb_status bb_chat_require(void);

/* Changes the system prompt; it counts from the next question on. Fails with E-CHAT-SYSTEM. There
 * is a template. */
bb_status bb_chat_set_system(const char *text, size_t length);

#endif

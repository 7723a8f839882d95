/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DIALOGUE_TOKENS_H
#define DIALOGUE_TOKENS_H

/* A dialogue's turns as tokens, which these write to dialogue->tokens. They fail as the tokenizer
 * does, and with E-CHAT-LONG. There is a template, and a turn. */
#include "dialogue.h"

/* The newest question, to go behind what the context has. */
bb_status bb_dialogue_encode_newest(bb_kernel *kernel, bb_dialogue *dialogue);

/* The whole conversation, up to where the newest answer starts. */
bb_status bb_dialogue_encode_all(bb_dialogue *dialogue);

/* Adds the newest answer, as the context has it from `start` on; there is room for it. Returns
 * where it starts among the tokens. */
size_t bb_dialogue_append_answer(bb_kernel *kernel, bb_dialogue *dialogue, size_t start);

#endif

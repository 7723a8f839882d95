/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FAKE_MODEL_H
#define FAKE_MODEL_H

/*
 * A model that says what it is told to, for the tests of conversations: a token for each byte, and
 * control tokens for the texts <|u|>, <|a|>, <|e|>, <|b|>. Its template is
 * "<|u|>question<|e|><|a|>answer<|e|>", with the system prompt in front in brackets.
 */
#include "bb_chat_template.h"
#include "bb_generate.h"
#include "bb_kernel.h"

enum { FAKE_POSITIONS = 256, FAKE_CONTROL = 256, FAKE_BEGIN = 256 + 3 };

extern bb_kernel fake;
extern const bb_chat_template fake_template;

/* What the next answers are: an answer ends with the text; \x03 in it is Ctrl-C. One that is cut
 * short leaves the rest. */
extern const char *fake_answer;

/* Fails the next bb_generate with this. */
extern bb_status fake_generate_failure;

/* Tokens that were computed since the last call. */
size_t fake_computed(void);

/* The context as text. */
const char *fake_context(void);

/* A fresh kernel with a context of so many positions, FAKE_POSITIONS at most. */
void fake_begin(size_t positions);

#endif

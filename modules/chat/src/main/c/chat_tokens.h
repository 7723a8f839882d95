/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CHAT_TOKENS_H
#define CHAT_TOKENS_H

/*
 * The writer that makes tokens of what a template writes. Markup that is one token of the model
 * becomes that token; all text between two such tokens is encoded together, as plain text, so that
 * it has the tokens that it has in the data the model learned from. What was typed never becomes a
 * mark of the template: where its text says one, it is encoded in two parts.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bb_chat_template.h"
#include "bb_status.h"

typedef struct bb_kernel bb_kernel;

typedef struct bb_chat_tokens {
    bb_chat_writer writer; /* first */
    bb_kernel *kernel;
    const char *const *marks; /* of the template */
    int32_t *out;             /* (capacity) */
    size_t capacity;
    size_t count;
    char *text; /* (text_capacity) what is yet to be encoded */
    size_t text_capacity;
    size_t pending;   /* its bytes */
    bb_status status; /* the first failure; nothing is written after it */
} bb_chat_tokens;

/* Sets up put and starts anew; the members up to text_capacity are the caller's. `start`: the
 * tokens start a text, with the model's begin token if it has one. */
void bb_chat_tokens_begin(bb_chat_tokens *tokens, bool start);

/* Encodes what is pending; returns the tokens so far. Fails, in status, with E-CHAT-LONG and as the
 * tokenizer does. */
size_t bb_chat_tokens_flush(bb_chat_tokens *tokens);

/*
 * The token that a text of markup is, or -1: a control token, or where the vocabulary does not tell
 * control tokens from others (llama2.c's) any token with this text.
 */
int32_t bb_chat_token_of(bb_kernel *kernel, const char *text, size_t length);

/* The token that ends an answer with a text, or -1: a control token, or any token with this text. A
 * SentencePiece tokenizer puts a space in front of a newline that it encodes alone; models say the
 * newline's own token. */
int32_t bb_chat_token_of_end(bb_kernel *kernel, const char *text, size_t length);

#endif

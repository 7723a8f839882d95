/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FAKE_CONVERSATION_H
#define FAKE_CONVERSATION_H

/* A conversation without a model, and what surrounds the module: hooks and tokenizer. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bb_kernel.h"

extern bb_kernel kernel;

/* The session state: it takes part in every token, as random numbers do. */
extern uint64_t fake_session;

/* Allocates the conversation for a shape and empties it. */
void fake_start(size_t layers, size_t kv_heads, size_t head_size, size_t context);
void fake_end(void);

/* Appends a token as bb_forward does. The cache's content follows from all tokens so far and the
 * session state, which moves on. */
void fake_forward(int32_t token);

/* An answer of so many tokens, chosen by cache and session; the listener hears its begin. */
void fake_answer(size_t tokens);

/* A copy of everything that a checkpoint must bring back. */
typedef struct fake_copy {
    size_t length;
    uint64_t session;
    int32_t *tokens;
    uint8_t *rows; /* (length, bytes of a position) */
} fake_copy;

fake_copy fake_save(void);
bool fake_is(const fake_copy *copy);
void fake_free(fake_copy *copy);

/* Whether an observer of the cache that knows only its events knows the cache's tokens. */
bool fake_observer_agrees(void);

#endif

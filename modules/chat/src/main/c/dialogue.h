/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DIALOGUE_H
#define DIALOGUE_H

/*
 * A conversation in the context. The transcript is what counts; the context holds its tokens as
 * long as nobody else changes it, and gets them anew when it does not. When it fills up, the oldest
 * turns are dropped, whole.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bb_chat_template.h"
#include "bb_status.h"
#include "chat_tokens.h"
#include "transcript.h"

typedef struct bb_kernel bb_kernel;

enum { BB_CHAT_ENDS = 8 };

typedef struct bb_dialogue {
    const bb_chat_template *template; /* NULL: there is no conversation */
    bb_chat_transcript transcript;
    bb_chat_tokens tokens;
    int32_t ends[BB_CHAT_ENDS]; /* tokens that end an answer */
    size_t end_count;
    bool begun;      /* templates are chosen: the tokenizer is there */
    bool in_context; /* the context holds the transcript, up to position `end` */
    bool busy;       /* what happens to the context is the dialogue's own doing */
    size_t end;
} bb_dialogue;

/* Takes over a template: what was said is written anew with it. */
void bb_dialogue_use(bb_kernel *kernel, bb_dialogue *dialogue, const bb_chat_template *template);

/*
 * Asks a question, prints the answer, keeps both. Ctrl-C keeps what came of the answer; if nothing
 * did, or on a failure, the question is taken back. Fails with E-CHAT-LONG, and as bb_generate and
 * the tokenizer do.
 */
bb_status bb_dialogue_ask(bb_kernel *kernel, bb_dialogue *dialogue, const char *text,
                          size_t length);

/* Takes the newest turn back. There is one. */
void bb_dialogue_take_back(bb_kernel *kernel, bb_dialogue *dialogue);

/* Somebody cut the context to `length`: turns that are gone from it are forgotten. */
void bb_dialogue_cut(bb_dialogue *dialogue, size_t length);

#endif

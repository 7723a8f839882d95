/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TRANSCRIPT_H
#define TRANSCRIPT_H

/* What was said: a system prompt, and turns of a question and an answer, oldest first. */
#include <stdbool.h>
#include <stddef.h>

enum {
    BB_CHAT_TURNS = 256,
    BB_CHAT_SYSTEM_BYTES = 4096,
    BB_CHAT_QUESTION_BYTES = 4096, /* an input of the prompt */
};

typedef struct bb_chat_turn {
    size_t
        text; /* byte of the transcript's text where the question starts; the answer follows it */
    size_t question; /* bytes */
    size_t answer;   /* bytes */
    size_t start;    /* position of the context where the turn's tokens start; the owner's */
} bb_chat_turn;

/* The owner sets text and capacity; all else zero to begin with. */
typedef struct bb_chat_transcript {
    char *text; /* (capacity) all turns, one behind the other */
    size_t capacity;
    size_t used;
    size_t count;
    bb_chat_turn turns[BB_CHAT_TURNS];
    char system[BB_CHAT_SYSTEM_BYTES];
    size_t system_length;
} bb_chat_transcript;

/* Bytes at most of all questions and answers for a context of so many positions. */
size_t bb_chat_transcript_capacity(size_t positions);

/* Starts a turn without an answer; false, and nothing changed, if there is no room for it, or it is
 * longer than BB_CHAT_QUESTION_BYTES. */
bool bb_chat_transcript_ask(bb_chat_transcript *transcript, const char *text, size_t length);

/* Adds to the newest turn's answer; false, and nothing changed, if there is no room for it. */
bool bb_chat_transcript_answer(bb_chat_transcript *transcript, const char *text, size_t length);

/* Forgets the newest turn, the oldest one, all of them. There is one to forget. */
void bb_chat_transcript_drop_newest(bb_chat_transcript *transcript);
void bb_chat_transcript_drop_oldest(bb_chat_transcript *transcript);
void bb_chat_transcript_clear(bb_chat_transcript *transcript);

/* Sets the system prompt; false, and nothing changed, if it is too long. */
bool bb_chat_transcript_set_system(bb_chat_transcript *transcript, const char *text, size_t length);

static inline const char *bb_chat_question_of(const bb_chat_transcript *transcript, size_t turn)
{
    return transcript->text + transcript->turns[turn].text;
}

static inline const char *bb_chat_answer_of(const bb_chat_transcript *transcript, size_t turn)
{
    return bb_chat_question_of(transcript, turn) + transcript->turns[turn].question;
}

#endif

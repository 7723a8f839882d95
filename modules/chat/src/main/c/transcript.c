/* SPDX-License-Identifier: Apache-2.0 */
#include "transcript.h"

#include <stdint.h>

#include "bb_bytes.h"

/* Common tokens have 4 bytes; a turn that fits the context hardly has more than these. */
enum { BYTES_PER_POSITION = 8, LEAST_BYTES = 16384 };

size_t bb_chat_transcript_capacity(size_t positions)
{
    size_t bytes;
    if (__builtin_mul_overflow(positions, (size_t)BYTES_PER_POSITION, &bytes) ||
        __builtin_add_overflow(bytes, (size_t)LEAST_BYTES, &bytes))
        return SIZE_MAX;
    return bytes;
}

static bool append(bb_chat_transcript *transcript, const char *text, size_t length)
{
    if (length > transcript->capacity - transcript->used)
        return false;
    memcpy(transcript->text + transcript->used, text, length);
    transcript->used += length;
    return true;
}

bool bb_chat_transcript_ask(bb_chat_transcript *transcript, const char *text, size_t length)
{
    size_t start = transcript->used;
    if (length > BB_CHAT_QUESTION_BYTES || transcript->count == BB_CHAT_TURNS ||
        !append(transcript, text, length))
        return false;
    transcript->turns[transcript->count++] = (bb_chat_turn){.text = start, .question = length};
    return true;
}

bool bb_chat_transcript_answer(bb_chat_transcript *transcript, const char *text, size_t length)
{
    if (!append(transcript, text, length))
        return false;
    transcript->turns[transcript->count - 1].answer += length;
    return true;
}

void bb_chat_transcript_drop_newest(bb_chat_transcript *transcript)
{
    transcript->used = transcript->turns[--transcript->count].text;
}

void bb_chat_transcript_drop_oldest(bb_chat_transcript *transcript)
{
    size_t bytes = transcript->turns[0].question + transcript->turns[0].answer;
    transcript->used -= bytes;
    transcript->count--;
    memmove(transcript->text, transcript->text + bytes, transcript->used);
    memmove(transcript->turns, transcript->turns + 1,
            transcript->count * sizeof transcript->turns[0]);
    for (size_t i = 0; i < transcript->count; i++)
        transcript->turns[i].text -= bytes;
}

void bb_chat_transcript_clear(bb_chat_transcript *transcript)
{
    transcript->used = 0;
    transcript->count = 0;
}

bool bb_chat_transcript_set_system(bb_chat_transcript *transcript, const char *text, size_t length)
{
    if (length > sizeof transcript->system)
        return false;
    memmove(transcript->system, text, length);
    transcript->system_length = length;
    return true;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "dialogue_tokens.h"

#include "bb_bytes.h"
#include "bb_kernel.h"

/* Writes a turn's question, behind what closes the answer before it, and notes where it starts. */
static void write_question(bb_dialogue *dialogue, size_t turn, size_t base)
{
    bb_chat_transcript *transcript = &dialogue->transcript;
    bb_chat_writer *writer = &dialogue->tokens.writer;
    transcript->turns[turn].start = base + bb_chat_tokens_flush(&dialogue->tokens);
    if (turn > 0)
        dialogue->template->close(writer);
    const bb_chat_question question = {
        .system = transcript->system,
        .system_length = turn == 0 ? transcript->system_length : 0,
        .text = bb_chat_question_of(transcript, turn),
        .length = transcript->turns[turn].question,
    };
    dialogue->template->ask(writer, &question);
}

bb_status bb_dialogue_encode_newest(bb_kernel *kernel, bb_dialogue *dialogue)
{
    size_t newest = dialogue->transcript.count - 1;
    bb_chat_tokens_begin(&dialogue->tokens, kernel->context.length == 0);
    write_question(dialogue, newest, kernel->context.length);
    bb_chat_tokens_flush(&dialogue->tokens);
    return dialogue->tokens.status;
}

bb_status bb_dialogue_encode_all(bb_dialogue *dialogue)
{
    bb_chat_transcript *transcript = &dialogue->transcript;
    bb_chat_writer *writer = &dialogue->tokens.writer;
    bb_chat_tokens_begin(&dialogue->tokens, true);
    for (size_t turn = 0; turn < transcript->count; turn++) {
        write_question(dialogue, turn, 0);
        if (turn + 1 < transcript->count)
            writer->put(writer, bb_chat_answer_of(transcript, turn), transcript->turns[turn].answer,
                        false);
    }
    if (transcript->count > 0)
        transcript->turns[0].start = 0;
    bb_chat_tokens_flush(&dialogue->tokens);
    return dialogue->tokens.status;
}

size_t bb_dialogue_append_answer(bb_kernel *kernel, bb_dialogue *dialogue, size_t start)
{
    const bb_context *context = &kernel->context;
    bb_chat_tokens *tokens = &dialogue->tokens;
    size_t to = tokens->count, count = context->length - start;
    memcpy(tokens->out + to, context->tokens + start, count * sizeof *tokens->out);
    tokens->count += count;
    return to;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "dialogue.h"

#include "bb_console.h"
#include "bb_generate.h"
#include "bb_kernel.h"
#include "bb_options.h"
#include "bb_text.h"
#include "bb_tokenizer.h"
#include "stats.h"

BB_ERROR(no_room, "E-CHAT-LONG",
         "Shorten it, or use a model with a larger context. /system tells the system prompt.");

/* What an answer finds free at least; after turns were dropped, more, so that it is not every
 * question that drops some. */
static size_t fair_answer(size_t positions)
{
    enum { MOST = 1024 };
    size_t fair = positions / 16 * 7;
    return fair < MOST ? fair : MOST;
}

static size_t roomy_answer(size_t positions)
{
    return fair_answer(positions) / 3 * 4;
}

static void truncate(bb_kernel *kernel, bb_dialogue *dialogue, size_t length)
{
    dialogue->busy = true;
    bb_context_truncate(kernel, length);
    dialogue->busy = false;
}

void bb_dialogue_use(bb_kernel *kernel, bb_dialogue *dialogue, const bb_chat_template *template)
{
    dialogue->template = template;
    dialogue->in_context = false;
    dialogue->end_count = 0;
    if (template == NULL)
        return;
    dialogue->tokens.kernel = kernel;
    dialogue->tokens.marks = template->marks;
    for (const char *const *end = template->ends; *end != NULL; end++) {
        int32_t token = bb_chat_token_of(kernel, *end, bb_text_length(*end));
        if (token >= 0 && dialogue->end_count < BB_CHAT_ENDS)
            dialogue->ends[dialogue->end_count++] = token;
    }
}

/* --- Turns to tokens --- */

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

/* Tokens of the newest question, to go behind the context. */
static bb_status encode_newest(bb_kernel *kernel, bb_dialogue *dialogue)
{
    size_t newest = dialogue->transcript.count - 1;
    bb_chat_tokens_begin(&dialogue->tokens, kernel->context.length == 0);
    write_question(dialogue, newest, kernel->context.length);
    bb_chat_tokens_flush(&dialogue->tokens);
    return dialogue->tokens.status;
}

/* Tokens of the whole conversation. */
static bb_status encode_all(bb_dialogue *dialogue)
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

/* --- Into the context --- */

/* Encodes what the context lacks, which goes to position *base, and drops turns until there is room
 * for it and an answer. */
static bb_status make_room(bb_kernel *kernel, bb_dialogue *dialogue, size_t *base)
{
    size_t positions = kernel->model.shape.context;
    size_t answer = fair_answer(positions), dropped = 0;
    bb_status status;
    for (;;) {
        *base = dialogue->in_context ? kernel->context.length : 0;
        status = dialogue->in_context ? encode_newest(kernel, dialogue) : encode_all(dialogue);
        bool fits = status == BB_OK && *base + dialogue->tokens.count + answer <= positions;
        if (fits || dialogue->transcript.count == 1)
            break;
        bb_chat_transcript_drop_oldest(&dialogue->transcript);
        dialogue->in_context = false;
        answer = roomy_answer(positions);
        dropped++;
    }
    if (dropped > 0)
        bb_print("(The context is full: the oldest %zu of %zu turns are forgotten.)\n", dropped,
                 dropped + dialogue->transcript.count - 1);
    if (status == BB_OK && *base + dialogue->tokens.count >= positions)
        status = bb_fail(&no_room, "the question has %zu tokens; the context has %zu positions",
                         dialogue->tokens.count, positions);
    return status;
}

/* Keeps what the context has of these tokens already, and forgets the rest of it; returns how many
 * it keeps. The last token is not kept: what comes next is computed from it. */
static size_t keep_common(bb_kernel *kernel, bb_dialogue *dialogue)
{
    const bb_context *context = &kernel->context;
    const bb_chat_tokens *tokens = &dialogue->tokens;
    size_t same = 0;
    while (same + 1 < tokens->count && same < context->length &&
           context->tokens[same] == tokens->out[same])
        same++;
    truncate(kernel, dialogue, same);
    return same;
}

static bb_status generate(bb_kernel *kernel, bb_dialogue *dialogue, size_t base,
                          bb_generate_result *result)
{
    const bb_chat_tokens *tokens = &dialogue->tokens;
    size_t same = base == 0 ? keep_common(kernel, dialogue) : 0;
    size_t prompt = tokens->count - same;
    /* One position stays free, so that what was shown last is in the context too. */
    size_t room = kernel->model.shape.context - kernel->context.length - 1;
    size_t most = (size_t)bb_options.repl.steps;
    size_t steps = most > 0 ? prompt - 1 + most : room;
    const bb_generate_request request = {
        .tokens = tokens->out + same,
        .token_count = prompt,
        .steps = steps < room ? steps : room,
        .stops = dialogue->ends,
        .stop_count = dialogue->end_count,
    };
    dialogue->busy = true;
    bb_status status = bb_generate(kernel, &request, result);
    dialogue->busy = false;
    return status;
}

/* --- Answers --- */

/* Keeps what the context holds from `start` on as the answer. A character that is not complete is
 * left out. */
static void keep_answer(bb_kernel *kernel, bb_dialogue *dialogue, size_t start)
{
    bb_chat_transcript *transcript = &dialogue->transcript;
    const bb_context *context = &kernel->context;
    bool fits = true;
    for (size_t i = start; i < context->length && fits; i++) {
        const char *text;
        int32_t previous = i > 0 ? context->tokens[i - 1] : -1;
        size_t length = bb_tokenizer_decode(kernel, previous, context->tokens[i], &text);
        fits = bb_chat_transcript_answer(transcript, text, length);
    }
    bb_chat_turn *turn = &transcript->turns[transcript->count - 1];
    size_t tail = bb_utf8_tail(bb_chat_answer_of(transcript, transcript->count - 1), turn->answer);
    turn->answer -= tail;
    transcript->used -= tail;
    dialogue->in_context = fits && tail == 0;
    dialogue->end = context->length;
}

static bb_status answer(bb_kernel *kernel, bb_dialogue *dialogue)
{
    bb_generate_result result;
    size_t base;
    bb_status status = make_room(kernel, dialogue, &base);
    size_t prompt_end = base + dialogue->tokens.count;
    if (status == BB_OK)
        status = generate(kernel, dialogue, base, &result);
    if (status != BB_OK)
        return status;
    bb_repl_stats_add(&result);
    if (kernel->context.length < prompt_end || (result.tokens == 0 && result.end != BB_END_TOKEN)) {
        bb_print("(Nothing came: the question is taken back.)\n");
        bb_chat_transcript_drop_newest(&dialogue->transcript);
        dialogue->in_context = false;
        return BB_OK;
    }
    keep_answer(kernel, dialogue, prompt_end);
    if (kernel->context.length + 1 >= kernel->model.shape.context)
        bb_print("(The context is full: the answer ends here.)\n");
    return BB_OK;
}

bb_status bb_dialogue_ask(bb_kernel *kernel, bb_dialogue *dialogue, const char *text, size_t length)
{
    bb_chat_transcript *transcript = &dialogue->transcript;
    dialogue->in_context = dialogue->in_context && kernel->context.length == dialogue->end;
    while (!bb_chat_transcript_ask(transcript, text, length)) {
        if (transcript->count == 0 || length > BB_CHAT_QUESTION_BYTES)
            return bb_fail(&no_room, "the question has %zu bytes", length);
        bb_chat_transcript_drop_oldest(transcript);
        dialogue->in_context = false;
    }
    bb_status status = answer(kernel, dialogue);
    if (status != BB_OK) {
        bb_chat_transcript_drop_newest(transcript);
        dialogue->in_context = false;
    }
    return status;
}

void bb_dialogue_take_back(bb_kernel *kernel, bb_dialogue *dialogue)
{
    bb_chat_transcript *transcript = &dialogue->transcript;
    size_t start = transcript->turns[transcript->count - 1].start;
    bb_chat_transcript_drop_newest(transcript);
    if (dialogue->in_context && kernel->context.length == dialogue->end) {
        truncate(kernel, dialogue, start);
        dialogue->end = kernel->context.length;
    } else {
        dialogue->in_context = false;
    }
}

void bb_dialogue_cut(bb_dialogue *dialogue, size_t length)
{
    bb_chat_transcript *transcript = &dialogue->transcript;
    if (dialogue->busy || !dialogue->in_context || length >= dialogue->end)
        return;
    size_t start = dialogue->end;
    while (transcript->count > 0 && start > length) {
        start = transcript->turns[transcript->count - 1].start;
        bb_chat_transcript_drop_newest(transcript);
    }
    dialogue->in_context = start == length;
    dialogue->end = length;
}

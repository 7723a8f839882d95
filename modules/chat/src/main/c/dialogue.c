/* SPDX-License-Identifier: Apache-2.0 */
#include "dialogue.h"

#include "bb_console.h"
#include "bb_forward.h"
#include "bb_generate.h"
#include "bb_kernel.h"
#include "bb_options.h"
#include "bb_text.h"
#include "bb_tokenizer.h"
#include "dialogue_tokens.h"
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
        int32_t token = bb_chat_token_of_end(kernel, *end, bb_text_length(*end));
        if (token >= 0 && dialogue->end_count < BB_CHAT_ENDS)
            dialogue->ends[dialogue->end_count++] = token;
    }
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
        status = dialogue->in_context ? bb_dialogue_encode_newest(kernel, dialogue)
                                      : bb_dialogue_encode_all(dialogue);
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

/* Makes room for more of an answer that fills the context, and starts at *start there: drops turns,
 * and encodes the rest with the answer so far. False if there is nothing to drop. */
static bool make_room_for_more(bb_kernel *kernel, bb_dialogue *dialogue, size_t *start)
{
    size_t positions = kernel->model.shape.context, dropped = 0;
    size_t written = kernel->context.length - *start;
    size_t wanted = written + fair_answer(positions);
    bool fits = false;
    while (!fits && dialogue->transcript.count > 1) {
        bb_chat_transcript_drop_oldest(&dialogue->transcript);
        dialogue->in_context = false;
        dropped++;
        bb_status status = bb_dialogue_encode_all(dialogue);
        size_t least = dialogue->transcript.count > 1 ? wanted : written + 1;
        fits = status == BB_OK && dialogue->tokens.count + least < positions;
    }
    if (!fits)
        return false;
    bb_print("(The context is full: the oldest %zu of %zu turns are forgotten, and the answer goes "
             "on.)\n",
             dropped, dropped + dialogue->transcript.count - 1);
    *start = bb_dialogue_append_answer(kernel, dialogue, *start);
    return true;
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
    bb_context_truncate(kernel, same);
    return same;
}

/* Brings the context to what the tokens say but for the last batch of them, which the answer's
 * generation reads; shows how far it is, if that takes a while. False on Ctrl-C. */
static bool read_again(bb_kernel *kernel, bb_dialogue *dialogue, bb_generate_result *result)
{
    const bb_chat_tokens *tokens = &dialogue->tokens;
    uint64_t begun_ns = bb_clock_ns();
    size_t batch = kernel->forward.batch;
    size_t at = keep_common(kernel, dialogue), begun = at;
    bool interrupted = false;
    bb_progress_begin("reading", tokens->count - begun, false);
    while (tokens->count - at > batch && !interrupted) {
        bb_forward(kernel, tokens->out + at, batch);
        at += batch;
        bb_progress_update(at - begun);
        interrupted = bb_console_interrupted();
    }
    bb_progress_end();
    result->prompt_tokens += at - begun;
    result->prompt_ns += bb_clock_ns() - begun_ns;
    if (interrupted)
        result->end = BB_END_INTERRUPTED;
    return !interrupted;
}

/* Generates behind the tokens, which go to position `base` of the context; adds to the result. */
static bb_status generate(bb_kernel *kernel, bb_dialogue *dialogue, size_t base,
                          bb_generate_result *result)
{
    const bb_chat_tokens *tokens = &dialogue->tokens;
    if (base == 0 && !read_again(kernel, dialogue, result))
        return BB_OK;
    size_t same = kernel->context.length - base;
    size_t prompt = tokens->count - same;
    /* One position stays free, so that what was shown last is in the context too. */
    size_t room = kernel->model.shape.context - kernel->context.length - 1;
    size_t most = (size_t)bb_options.repl.steps;
    size_t steps = most > 0 ? prompt - 1 + most - result->tokens : room;
    const bb_generate_request request = {
        .tokens = tokens->out + same,
        .token_count = prompt,
        .steps = steps < room ? steps : room,
        .stops = dialogue->ends,
        .stop_count = dialogue->end_count,
    };
    bb_generate_result part;
    bb_status status = bb_generate(kernel, &request, &part);
    bb_generate_result_add(result, &part);
    return status;
}

/* --- Answers --- */

/* Keeps what the context holds from `start` on as the answer. A character that is not complete is
 * left out. */
static void keep_answer(bb_kernel *kernel, bb_dialogue *dialogue, size_t start)
{
    bb_chat_transcript *transcript = &dialogue->transcript;
    const bb_context *context = &kernel->context;
    bb_chat_turn *turn = &transcript->turns[transcript->count - 1];
    bool fits = true;
    turn->answer = 0;
    transcript->used = turn->text + turn->question;
    for (size_t i = start; i < context->length && fits; i++) {
        const char *text;
        int32_t previous = i > 0 ? context->tokens[i - 1] : -1;
        size_t length = bb_tokenizer_decode(kernel, previous, context->tokens[i], &text);
        fits = bb_chat_transcript_answer(transcript, text, length);
    }
    size_t tail = bb_utf8_tail(bb_chat_answer_of(transcript, transcript->count - 1), turn->answer);
    turn->answer -= tail;
    transcript->used -= tail;
    dialogue->in_context = fits && tail == 0;
    dialogue->end = context->length;
}

/* Whether the context's end cut the answer short, and nothing else. */
static bool is_cut_short(const bb_kernel *kernel, const bb_generate_result *result)
{
    size_t most = (size_t)bb_options.repl.steps;
    return result->end == BB_END_STEPS && (most == 0 || result->tokens < most) &&
           kernel->context.length + 1 >= kernel->model.shape.context;
}

/* Of an answer that starts at `start`: goes on with it as long as there are turns to drop. */
static bb_status go_on(bb_kernel *kernel, bb_dialogue *dialogue, size_t start,
                       bb_generate_result *result)
{
    bb_status status = BB_OK;
    while (status == BB_OK && is_cut_short(kernel, result)) {
        if (!make_room_for_more(kernel, dialogue, &start)) {
            bb_print("(The context is full: the answer ends here.)\n");
            result->end = BB_END_CONTEXT;
            break;
        }
        status = generate(kernel, dialogue, 0, result);
        /* If Ctrl-C came while it was read again, all of it is kept already. */
        if (kernel->context.length >= dialogue->tokens.count)
            keep_answer(kernel, dialogue, start);
    }
    return status;
}

static bb_status answer(bb_kernel *kernel, bb_dialogue *dialogue)
{
    bb_generate_result result = {0};
    size_t base;
    bb_status status = make_room(kernel, dialogue, &base);
    size_t start = base + dialogue->tokens.count;
    if (status == BB_OK)
        status = generate(kernel, dialogue, base, &result);
    if (status != BB_OK)
        return status;
    bool is_read = kernel->context.length >= start;
    if (!is_read || (result.tokens == 0 && result.end != BB_END_TOKEN)) {
        bb_repl_stats_add(&result);
        bb_print("(Nothing came: the question is taken back.)\n");
        bb_chat_transcript_drop_newest(&dialogue->transcript);
        dialogue->in_context = false;
        return BB_OK;
    }
    keep_answer(kernel, dialogue, start);
    status = go_on(kernel, dialogue, start, &result);
    if (status == BB_OK)
        bb_repl_stats_add(&result);
    return status;
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
    dialogue->busy = true;
    bb_status status = answer(kernel, dialogue);
    dialogue->busy = false;
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
        dialogue->busy = true;
        bb_context_truncate(kernel, start);
        dialogue->busy = false;
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

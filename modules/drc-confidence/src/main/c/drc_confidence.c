/* SPDX-License-Identifier: Apache-2.0 */
#include "drc_confidence.h"

#include "bb_config.h"
#include "bb_console.h"
#include "bb_kernel.h"
#include "bb_math.h"
#include "bb_memory.h"
#include "bb_options.h"
#include "bb_tokenizer.h"

/* A token of the answer that the table is of. */
typedef struct line {
    int32_t token;
    int32_t previous;
    bb_token_measure measure;
} line;

bb_answer_measure bb_drc_confidence_state;

/*
 * The table is not part of the session: it would make every checkpoint as long as the context. It
 * knows whose it is, so that after a rewind it is not shown as another answer's.
 */
static line *table;       /* (context) */
static uint64_t table_of; /* number of its answer */
static uint64_t answers;  /* begun since the boot; never rewound, so that numbers are unique */
static bool fresh;        /* an answer has begun, and has no token yet */
static bool stopped;      /* this module ended the answer */
static int32_t unshown;   /* the token that it was ended before */

size_t bb_drc_confidence_demand(bb_kernel *kernel)
{
    return kernel->model.shape.context * sizeof *table; /* bb_shape_check bounds it */
}

bb_status bb_drc_confidence_boot(bb_kernel *kernel)
{
    bb_status status = BB_OK;
    table = bb_arena_allocate(BB_ARENA_CONFIDENCE, bb_drc_confidence_demand(kernel), &status);
    bb_drc_confidence_state = (bb_answer_measure){0};
    table_of = answers = 0;
    bb_boot_detail("accepts from %.2f, refuses below %.2f",
                   (double)bb_options.drc_confidence.accept,
                   (double)bb_options.drc_confidence.refuse);
    return status;
}

static bb_verdict verdict_of(double log_sum, size_t tokens)
{
    return bb_verdict_of(bb_confidence_of(log_sum, tokens), bb_options.drc_confidence.accept,
                         bb_options.drc_confidence.refuse);
}

static const char *name_of(bb_verdict verdict)
{
    static const char *const names[] = {"accept", "warn", "refuse"};
    return names[verdict];
}

/* Whether the last tokens, a window of them, are worse than the option stop allows. */
static bool window_ends(void)
{
    size_t window = (size_t)bb_options.drc_confidence.window;
    size_t tokens = bb_drc_confidence_state.tokens;
    int32_t stop = bb_options.drc_confidence.stop;
    if (stop == BB_DRC_CONFIDENCE_STOP_NEVER || tokens < window) {
        return false;
    }
    double log_sum = 0.0;
    for (size_t i = tokens - window; i < tokens; i++) {
        log_sum += table[i].measure.log_probability;
    }
    bb_verdict verdict = verdict_of(log_sum, window);
    return stop == BB_DRC_CONFIDENCE_STOP_WARN ? verdict != BB_VERDICT_ACCEPT
                                               : verdict == BB_VERDICT_REFUSE;
}

/* The token that an event's token follows. */
static int32_t previous_of(const bb_kernel *kernel, const bb_token_event *event)
{
    return event->position > 0 ? kernel->context.tokens[event->position - 1]
                               : kernel->model.begin_token;
}

static bb_flow hear_next(bb_kernel *kernel, const bb_token_event *event)
{
    bb_answer_measure *answer = &bb_drc_confidence_state;
    size_t vocabulary = kernel->model.shape.vocabulary;
    /* Not at the begin: a checkpoint that is made there keeps the answer before. */
    if (fresh) {
        *answer = (bb_answer_measure){.answer = answers};
        table_of = answers;
        fresh = false;
    }
    line *entry = &table[answer->tokens];
    *entry = (line){
        .token = event->token,
        .previous = previous_of(kernel, event),
        .measure = bb_token_measure_of(event->logits, vocabulary, event->token),
    };
    bb_answer_add(answer, entry->measure, entry->previous, entry->token, vocabulary);
    stopped = window_ends();
    return stopped ? BB_STOP : BB_CONTINUE;
}

/* Prints a token's text on one line. */
static void print_token(bb_kernel *kernel, int32_t previous, int32_t token)
{
    const char *text = "";
    size_t length = bb_tokenizer_decode(kernel, previous, token, &text);
    bb_print("\"");
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\n') {
            bb_print("\\n");
        } else if ((unsigned char)text[i] >= ' ' && text[i] != 0x7f) {
            bb_write(text + i, 1);
        }
    }
    bb_print("\"");
}

static void print_summary(bb_kernel *kernel)
{
    const bb_answer_measure *answer = &bb_drc_confidence_state;
    double tokens = (double)answer->tokens;
    float confidence = bb_confidence_of(answer->log_sum, answer->tokens);
    bb_print("confidence: %s (%.2f, perplexity %.2f, least %.1f%% at ",
             name_of(verdict_of(answer->log_sum, answer->tokens)), (double)confidence,
             1.0 / (double)confidence, 100.0 * (double)bb_expf(answer->least));
    print_token(kernel, answer->before_least, answer->least_token);
    bb_print(", entropy %.2f, %.0f%% of %zu tokens below %.0f%%)\n", answer->entropy_sum / tokens,
             100.0 * (double)answer->unlikely / tokens, answer->tokens,
             100.0 * (double)BB_UNLIKELY);
}

static void print_table(bb_kernel *kernel)
{
    bb_print("probability  entropy  token\n");
    for (size_t i = 0; i < bb_drc_confidence_state.tokens; i++) {
        const line *entry = &table[i];
        bb_print("%10.2f%% %8.2f  ", 100.0 * (double)bb_expf(entry->measure.log_probability),
                 (double)(entry->measure.entropy / bb_logf((float)kernel->model.shape.vocabulary)));
        print_token(kernel, entry->previous, entry->token);
        bb_print("\n");
    }
}

static void hear_end(bb_kernel *kernel)
{
    if (fresh) { /* no token came */
        fresh = false;
        return;
    }
    if (stopped) {
        bb_print("(stopped: the last %zu tokens, up to ", (size_t)bb_options.drc_confidence.window);
        print_token(kernel, kernel->context.tokens[kernel->context.length - 1], unshown);
        bb_print(", were too unsure)\n");
    }
    if (bb_options.drc_confidence.show == BB_DRC_CONFIDENCE_SHOW_TOKENS) {
        print_table(kernel);
    }
    if (bb_options.drc_confidence.show != BB_DRC_CONFIDENCE_SHOW_OFF) {
        print_summary(kernel);
    }
}

bb_flow bb_drc_confidence_hear(bb_kernel *kernel, const bb_token_event *event)
{
    switch (event->kind) {
    case BB_TOKEN_BEGIN:
        answers++;
        fresh = true;
        stopped = false;
        return BB_CONTINUE;
    case BB_TOKEN_PROMPT:
        return BB_CONTINUE;
    case BB_TOKEN_NEXT:
        unshown = event->token;
        return hear_next(kernel, event);
    case BB_TOKEN_END:
        hear_end(kernel);
        return BB_CONTINUE;
    }
    return BB_CONTINUE;
}

bb_status bb_drc_confidence_command(bb_kernel *kernel, const char *arguments)
{
    (void)arguments;
    if (bb_drc_confidence_state.tokens == 0) {
        bb_print("no answer yet\n");
        return BB_OK;
    }
    if (table_of == bb_drc_confidence_state.answer) {
        print_table(kernel);
    } else {
        bb_print("(the tokens of this answer were overwritten by a later one's)\n");
    }
    print_summary(kernel);
    return BB_OK;
}

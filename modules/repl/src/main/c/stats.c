/* SPDX-License-Identifier: Apache-2.0 */
#include "stats.h"

#include "bb_console.h"
#include "bb_kernel.h"
#include "bb_options.h"
#include "repl_commands.h"
#include "rows.h"

enum { LABELS = 9 };

/* Sums of all answers; `end` is the last one's. */
static bb_generate_result last, session;
static size_t answers;

void bb_repl_stats_add(const bb_generate_result *answer)
{
    answers++;
    last = *answer;
    bb_generate_result_add(&session, answer);
    if (bb_options.repl.statistics && answer->decode_ns > 0)
        bb_print("%zu tokens, %.1f tokens/s\n", answer->tokens,
                 bb_repl_rate(answer->tokens, answer->decode_ns));
}

size_t bb_repl_stats_answers(void)
{
    return answers;
}

size_t bb_repl_stats_tokens(void)
{
    return session.tokens;
}

double bb_repl_rate(size_t tokens, uint64_t ns)
{
    return ns > 0 ? (double)tokens / ((double)ns * 1e-9) : 0.0;
}

static const char *reason(bb_end end)
{
    switch (end) {
    case BB_END_TOKEN:
        return "the text was complete";
    case BB_END_STEPS:
        return "it had as many tokens as repl.steps allows";
    case BB_END_CONTEXT:
        return "the context was full";
    case BB_END_INTERRUPTED:
        return "Ctrl-C";
    case BB_END_LISTENER:
        break;
    }
    return "a module asked for it";
}

static void print_figures(const char *label, const bb_generate_result *figures)
{
    bb_repl_row_format(
        label, LABELS, "%zu tokens read at %.1f tokens/s, %zu tokens written at %.1f tokens/s",
        figures->prompt_tokens, bb_repl_rate(figures->prompt_tokens, figures->prompt_ns),
        figures->tokens, bb_repl_rate(figures->tokens, figures->decode_ns));
}

bb_status bb_repl_stats(bb_kernel *kernel, const char *arguments)
{
    (void)arguments;
    bb_repl_row_format("context", LABELS, "%zu of %zu positions in use", kernel->context.length,
                       kernel->model.shape.context);
    if (answers == 0) {
        bb_repl_row("answers", LABELS, "none yet");
        return BB_OK;
    }
    print_figures("last", &last);
    bb_repl_row("ended by", LABELS, reason(last.end));
    print_figures("session", &session);
    bb_repl_row_format("answers", LABELS, "%zu", answers);
    return BB_OK;
}

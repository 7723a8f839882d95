/* SPDX-License-Identifier: Apache-2.0 */
#include "continuation.h"

#include "bb_console.h"
#include "bb_conversation.h"
#include "bb_generate.h"
#include "bb_kernel.h"
#include "bb_options.h"
#include "bb_tokenizer.h"
#include "repl_commands.h"
#include "stats.h"

/* Length of the context behind a text that is complete; 0 for none. */
static size_t complete_at;

/* Tokens of a text in the rest of the context, or 0 if they do not fit. */
static size_t count_tokens(bb_kernel *kernel, const char *text, size_t length)
{
    bb_context *context = &kernel->context;
    size_t count = 0;
    /* What lies beyond the context's length is nobody's: bb_generate writes the same tokens there.
     */
    bb_status status = bb_tokenizer_encode(
        kernel, text, length, context->length == 0 ? BB_ENCODE_BEGIN : 0,
        context->tokens + context->length, kernel->model.shape.context - context->length, &count);
    return status == BB_OK ? count : 0;
}

/* Forgets what the text cannot follow; returns the text's tokens. */
static size_t make_room(bb_kernel *kernel, const char *text, size_t length)
{
    size_t positions = kernel->model.shape.context;
    size_t fair_answer = positions / 8;
    if (complete_at > 0 && complete_at == kernel->context.length)
        bb_context_truncate(kernel, 0);
    complete_at = 0;
    size_t count = count_tokens(kernel, text, length);
    bool fits = count > 0 && positions - kernel->context.length - count >= fair_answer;
    if (fits || kernel->context.length == 0)
        return count;
    bb_print("(The context is full: the conversation so far is forgotten.)\n");
    bb_context_truncate(kernel, 0);
    return count_tokens(kernel, text, length);
}

bb_status bb_repl_continue(bb_kernel *kernel, const char *text, size_t length)
{
    size_t prompt_tokens = make_room(kernel, text, length);
    size_t most = (size_t)bb_options.repl.steps;
    const bb_generate_request request = {
        .prompt = text,
        .prompt_length = length,
        /* The first token of the answer comes from the last one of the prompt. */
        .steps = most > 0 && prompt_tokens > 0 ? prompt_tokens - 1 + most : 0,
    };
    bb_generate_result result;
    bb_status status = bb_generate(kernel, &request, &result);
    if (status != BB_OK)
        return status;
    bb_repl_stats_add(&result);
    if (result.end == BB_END_TOKEN)
        complete_at = kernel->context.length;
    return BB_OK;
}

bb_status bb_repl_reset(bb_kernel *kernel, const char *arguments)
{
    (void)arguments;
    bb_conversation_forget(kernel);
    bb_context_truncate(kernel, 0);
    bb_print("The conversation is forgotten.\n");
    return BB_OK;
}

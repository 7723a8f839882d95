/* SPDX-License-Identifier: Apache-2.0 */
/* Phi-3. Its tokens swallow the white space behind them: the newlines of the model card are left
 * out here, since no token comes of them. Source: the model card of Phi-3-mini-4k-instruct, and its
 * added tokens (rstrip). */
#include "chat_templates.h"

static void close(bb_chat_writer *writer)
{
    bb_chat_markup(writer, "<|end|>");
}

static void ask(bb_chat_writer *writer, const bb_chat_question *question)
{
    if (question->system_length > 0) {
        bb_chat_markup(writer, "<|system|>");
        bb_chat_system(writer, question);
        close(writer);
    }
    bb_chat_markup(writer, "<|user|>");
    bb_chat_text(writer, question);
    close(writer);
    bb_chat_markup(writer, "<|assistant|>");
}

static const char *const signs[] = {"<|user|>", "<|assistant|>", "<|end|>", NULL};
static const char *const ends[] = {"<|end|>", "<|user|>", "<|assistant|>", "<|endoftext|>", NULL};
static const char *const marks[] = {"<|user|>", "<|assistant|>", "<|end|>", "<|system|>", NULL};

const bb_chat_template bb_chat_phi3_template = {
    .name = "phi3",
    .signs = signs,
    .tokens = signs,
    .ends = ends,
    .marks = marks,
    .has_system = true,
    .ask = ask,
    .close = close,
};

/* SPDX-License-Identifier: Apache-2.0 */
/* Gemma 2 and 3. They have no place for a system prompt: that goes in front of the first question.
 * Source: Google's "Gemma formatting and system instructions". */
#include "chat_templates.h"

static void close(bb_chat_writer *writer)
{
    bb_chat_markup(writer, "<end_of_turn>");
    bb_chat_markup(writer, "\n");
}

static void ask(bb_chat_writer *writer, const bb_chat_question *question)
{
    bb_chat_markup(writer, "<start_of_turn>");
    bb_chat_markup(writer, "user\n");
    if (question->system_length > 0) {
        bb_chat_system(writer, question);
        bb_chat_markup(writer, "\n\n");
    }
    bb_chat_text(writer, question);
    close(writer);
    bb_chat_markup(writer, "<start_of_turn>");
    bb_chat_markup(writer, "model\n");
}

static const char *const signs[] = {"<start_of_turn>", "<end_of_turn>", NULL};
static const char *const sign[] = {"<start_of_turn>", NULL};
static const char *const ends[] = {"<end_of_turn>", "<start_of_turn>", NULL};

const bb_chat_template bb_chat_gemma_template = {
    .name = "gemma",
    .signs = sign,
    .tokens = signs,
    .ends = ends,
    .marks = signs,
    .has_system = true,
    .ask = ask,
    .close = close,
};

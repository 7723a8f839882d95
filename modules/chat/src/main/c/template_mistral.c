/* SPDX-License-Identifier: Apache-2.0 */
/* Mistral 7B Instruct. It has no place for a system prompt: that goes in front of the first
 * question. Source: the model cards of Mistral-7B-Instruct-v0.2 and v0.3. */
#include "chat_templates.h"

static void ask(bb_chat_writer *writer, const bb_chat_question *question)
{
    bb_chat_markup(writer, "[INST]");
    bb_chat_markup(writer, " ");
    if (question->system_length > 0) {
        bb_chat_system(writer, question);
        bb_chat_markup(writer, "\n\n");
    }
    bb_chat_text(writer, question);
    bb_chat_markup(writer, " ");
    bb_chat_markup(writer, "[/INST]");
}

static void close(bb_chat_writer *writer)
{
    bb_chat_markup(writer, "</s>");
}

static const char *const signs[] = {"[INST]", NULL};
static const char *const tokens[] = {"[INST]", "[/INST]", NULL};
static const char *const ends[] = {"</s>", NULL};

const bb_chat_template bb_chat_mistral_template = {
    .name = "mistral",
    .signs = signs,
    .tokens = tokens,
    .ends = ends,
    .marks = tokens,
    .has_system = true,
    .ask = ask,
    .close = close,
};

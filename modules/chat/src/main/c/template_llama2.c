/* SPDX-License-Identifier: Apache-2.0 */
/* Llama 2 chat. Its marks are plain text; turns are texts of their own, with begin and end token.
 * Source: Meta's llama repository, generation.py, chat_completion. */
#include "chat_templates.h"

static void ask(bb_chat_writer *writer, const bb_chat_question *question)
{
    bb_chat_markup(writer, "[INST] ");
    if (question->system_length > 0) {
        bb_chat_markup(writer, "<<SYS>>\n");
        bb_chat_system(writer, question);
        bb_chat_markup(writer, "\n<</SYS>>\n\n");
    }
    bb_chat_text(writer, question);
    bb_chat_markup(writer, " [/INST]");
}

static void close(bb_chat_writer *writer)
{
    bb_chat_markup(writer, " ");
    bb_chat_markup(writer, "</s>");
    bb_chat_markup(writer, "<s>");
}

static const char *const signs[] = {"[INST]", "<<SYS>>", NULL};
static const char *const none[] = {NULL};
static const char *const ends[] = {"</s>", NULL};
static const char *const marks[] = {"[INST]", "[/INST]", "<<SYS>>", "<</SYS>>", NULL};

const bb_chat_template bb_chat_llama2_template = {
    .name = "llama2",
    .signs = signs,
    .tokens = none,
    .ends = ends,
    .marks = marks,
    .has_system = true,
    .ask = ask,
    .close = close,
};

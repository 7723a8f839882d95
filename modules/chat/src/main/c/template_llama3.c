/* SPDX-License-Identifier: Apache-2.0 */
/* Llama 3, 3.1 and 3.2. Source: Meta's model card "Llama 3: Prompt format". */
#include "chat_templates.h"

static void message_begin(bb_chat_writer *writer, const char *role)
{
    bb_chat_markup(writer, "<|start_header_id|>");
    bb_chat_markup(writer, role);
    bb_chat_markup(writer, "<|end_header_id|>");
    bb_chat_markup(writer, "\n\n");
}

static void close(bb_chat_writer *writer)
{
    bb_chat_markup(writer, "<|eot_id|>");
}

static void ask(bb_chat_writer *writer, const bb_chat_question *question)
{
    if (question->system_length > 0) {
        message_begin(writer, "system");
        bb_chat_system(writer, question);
        close(writer);
    }
    message_begin(writer, "user");
    bb_chat_text(writer, question);
    close(writer);
    message_begin(writer, "assistant");
}

static const char *const signs[] = {"<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>", NULL};
static const char *const ends[] = {"<|eot_id|>", "<|eom_id|>", "<|start_header_id|>",
                                   "<|end_of_text|>", NULL};

const bb_chat_template bb_chat_llama3_template = {
    .name = "llama3",
    .signs = signs,
    .tokens = signs,
    .ends = ends,
    .marks = signs,
    .has_system = true,
    .ask = ask,
    .close = close,
};

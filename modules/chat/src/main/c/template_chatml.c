/* SPDX-License-Identifier: Apache-2.0 */
/* ChatML: Qwen 2.5 and 3, SmolLM2 and many more. Source: the chat format of OpenAI's openai-python
 * (chatml.md), and the chat_template of Qwen2.5-0.5B-Instruct. */
#include "chat_templates.h"

static void message_begin(bb_chat_writer *writer, const char *role)
{
    bb_chat_markup(writer, "<|im_start|>");
    bb_chat_markup(writer, role);
}

static void close(bb_chat_writer *writer)
{
    bb_chat_markup(writer, "<|im_end|>");
    bb_chat_markup(writer, "\n");
}

static void ask(bb_chat_writer *writer, const bb_chat_question *question)
{
    if (question->system_length > 0) {
        message_begin(writer, "system\n");
        bb_chat_system(writer, question);
        close(writer);
    }
    message_begin(writer, "user\n");
    bb_chat_text(writer, question);
    close(writer);
    message_begin(writer, "assistant\n");
}

static const char *const signs[] = {"<|im_start|>", "<|im_end|>", NULL};
static const char *const ends[] = {"<|im_end|>", "<|im_start|>", "<|endoftext|>", NULL};

const bb_chat_template bb_chat_chatml_template = {
    .name = "chatml",
    .signs = signs,
    .tokens = signs,
    .ends = ends,
    .marks = signs,
    .has_system = true,
    .ask = ask,
    .close = close,
};

/* SPDX-License-Identifier: Apache-2.0 */
/* Zephyr, and TinyLlama's chat models. The marks are plain text. Source: the chat_template of
 * TinyLlama-1.1B-Chat-v1.0. */
#include "chat_templates.h"

static void close(bb_chat_writer *writer)
{
    bb_chat_markup(writer, "</s>");
    bb_chat_markup(writer, "\n");
}

static void ask(bb_chat_writer *writer, const bb_chat_question *question)
{
    if (question->system_length > 0) {
        bb_chat_markup(writer, "<|system|>\n");
        bb_chat_system(writer, question);
        close(writer);
    }
    bb_chat_markup(writer, "<|user|>\n");
    bb_chat_text(writer, question);
    close(writer);
    bb_chat_markup(writer, "<|assistant|>\n");
}

static const char *const signs[] = {"<|user|>", "<|assistant|>", NULL};
static const char *const none[] = {NULL};
static const char *const ends[] = {"</s>", NULL};
static const char *const marks[] = {"<|user|>", "<|assistant|>", "<|system|>", NULL};

const bb_chat_template bb_chat_zephyr_template = {
    .name = "zephyr",
    .signs = signs,
    .tokens = none,
    .ends = ends,
    .marks = marks,
    .has_system = true,
    .ask = ask,
    .close = close,
};

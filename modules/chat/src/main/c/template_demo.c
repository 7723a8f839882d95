/* SPDX-License-Identifier: Apache-2.0 */
/* Baobab's demo model: its answers are one line. Source: the README beside the model. */
#include "chat_templates.h"

static void ask(bb_chat_writer *writer, const bb_chat_question *question)
{
    bb_chat_markup(writer, "<|user|>\n");
    bb_chat_text(writer, question);
    bb_chat_markup(writer, "\n<|assistant|>\n");
}

static void close(bb_chat_writer *writer)
{
    bb_chat_markup(writer, "\n");
}

/* In the template that baobab:convert writes (DemoTemplate.java). */
static const char *const signs[] = {"Baobab's demo model", NULL};
static const char *const marks[] = {"<|user|>", "<|assistant|>", NULL};
static const char *const ends[] = {"\n", "<|user|>", "<|assistant|>", NULL};

const bb_chat_template bb_chat_demo_template = {
    .name = "demo",
    .signs = signs,
    .tokens = marks,
    .ends = ends,
    .marks = marks,
    .has_system = false,
    .ask = ask,
    .close = close,
};

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CHAT_TEMPLATES_H
#define CHAT_TEMPLATES_H

/* The templates, each in a module of its own. */
#include "bb_chat_template.h"
#include "bb_text.h"

extern const bb_chat_template bb_chat_chatml_template;
extern const bb_chat_template bb_chat_demo_template;
extern const bb_chat_template bb_chat_gemma_template;
extern const bb_chat_template bb_chat_llama2_template;
extern const bb_chat_template bb_chat_llama3_template;
extern const bb_chat_template bb_chat_mistral_template;
extern const bb_chat_template bb_chat_phi3_template;
extern const bb_chat_template bb_chat_zephyr_template;

/* Markup: a control token, or text around one. A control token is a piece of its own. */
static inline void bb_chat_markup(bb_chat_writer *writer, const char *text)
{
    writer->put(writer, text, bb_text_length(text), true);
}

static inline void bb_chat_system(bb_chat_writer *writer, const bb_chat_question *question)
{
    writer->put(writer, question->system, question->system_length, false);
}

static inline void bb_chat_text(bb_chat_writer *writer, const bb_chat_question *question)
{
    writer->put(writer, question->text, question->length, false);
}

#endif

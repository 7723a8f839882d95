/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_CHAT_TEMPLATE_H
#define BB_CHAT_TEMPLATE_H

/*
 * Chat templates: how a family of models writes a conversation. A template names the pieces and
 * their order; whoever keeps the conversation makes tokens of them.
 */
#include <stdbool.h>
#include <stddef.h>

/*
 * Takes the pieces of a conversation, one after the other. Markup may be control tokens of the
 * model; anything else is text that somebody typed or that the model said, which never is.
 */
typedef struct bb_chat_writer bb_chat_writer;
struct bb_chat_writer {
    void (*put)(bb_chat_writer *writer, const char *text, size_t length, bool markup);
};

/* A question, and what comes with it. The texts are not terminated; none of them is NULL. */
typedef struct bb_chat_question {
    const char *system; /* the system prompt, with the conversation's first question only */
    size_t system_length;
    const char *text;
    size_t length;
} bb_chat_question;

/* Texts in a list end with a NULL. */
typedef struct bb_chat_template {
    const char *name; /* what the option chat.template calls it */

    /*
     * How it is recognised: by texts that a file's own template (tokenizer.chat_template of GGUF)
     * has all of, or, for a file that has none, by tokens of the vocabulary. Of several that fit,
     * the one with the most signs counts. An empty list fits nothing.
     */
    const char *const *signs;
    const char *const *tokens;

    /* Tokens that end an answer, beside those that the file tells. */
    const char *const *ends;

    /* Markup that is to stay the template's own: typed, these texts are encoded so that no token
     * comes of them. */
    const char *const *marks;

    bool has_system; /* whether it has a place for a system prompt */

    /* The question and what opens the answer. The model's begin token is not written here. */
    void (*ask)(bb_chat_writer *writer, const bb_chat_question *question);

    /* What stands between an answer and the next question. */
    void (*close)(bb_chat_writer *writer);
} bb_chat_template;

/* The installed ones, in the plan's order: generated. */
extern const bb_chat_template *const bb_chat_templates[];
extern const size_t bb_chat_template_count;

#endif

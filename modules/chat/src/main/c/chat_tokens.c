/* SPDX-License-Identifier: Apache-2.0 */
#include "chat_tokens.h"

#include "bb_bytes.h"
#include "bb_kernel.h"
#include "bb_text.h"
#include "bb_tokenizer.h"

BB_ERROR(too_long, "E-CHAT-LONG",
         "Shorten it, or use a model with a larger context. /system tells the system prompt.");

/* The only token of a text's encoding, or -1. */
static int32_t encode_one(bb_kernel *kernel, const char *text, size_t length)
{
    enum { ENOUGH = 64 };
    int32_t tokens[ENOUGH];
    size_t count;
    bb_status status =
        bb_tokenizer_encode(kernel, text, length, BB_ENCODE_CONTROL, tokens, ENOUGH, &count);
    return status == BB_OK && count == 1 ? tokens[0] : -1;
}

/* The first token of the vocabulary that has a text, or -1. */
static int32_t search(bb_kernel *kernel, const char *text, size_t length)
{
    size_t size = bb_tokenizer_size(kernel);
    for (int32_t token = 0; (size_t)token < size; token++) {
        const char *candidate;
        size_t candidate_length = bb_tokenizer_decode(kernel, -1, token, &candidate);
        if (bb_text_equal(candidate, candidate_length, text, length))
            return token;
    }
    return -1;
}

int32_t bb_chat_token_of(bb_kernel *kernel, const char *text, size_t length)
{
    int32_t token = encode_one(kernel, text, length);
    bool tells_control = kernel->model.vocabulary.count > 0;
    return token < 0 && !tells_control ? search(kernel, text, length) : token;
}

int32_t bb_chat_token_of_end(bb_kernel *kernel, const char *text, size_t length)
{
    int32_t token = encode_one(kernel, text, length);
    return token < 0 ? search(kernel, text, length) : token;
}

/* Encodes text behind the tokens that there are. */
static void encode(bb_chat_tokens *tokens, const char *text, size_t length, unsigned flags)
{
    size_t count = 0;
    if (tokens->status != BB_OK)
        return;
    tokens->status =
        bb_tokenizer_encode(tokens->kernel, text, length, flags, tokens->out + tokens->count,
                            tokens->capacity - tokens->count, &count);
    if (tokens->status == BB_OK)
        tokens->count += count;
}

size_t bb_chat_tokens_flush(bb_chat_tokens *tokens)
{
    if (tokens->pending > 0)
        encode(tokens, tokens->text, tokens->pending, 0);
    tokens->pending = 0;
    return tokens->count;
}

static void append(bb_chat_tokens *tokens, const char *text, size_t length)
{
    if (tokens->status != BB_OK)
        return;
    if (length > tokens->text_capacity - tokens->pending) {
        tokens->status =
            bb_fail(&too_long, "a message has more than %zu bytes", tokens->text_capacity);
        return;
    }
    memcpy(tokens->text + tokens->pending, text, length);
    tokens->pending += length;
}

static void append_token(bb_chat_tokens *tokens, int32_t token)
{
    bb_chat_tokens_flush(tokens);
    if (tokens->status != BB_OK)
        return;
    if (tokens->count == tokens->capacity) {
        tokens->status =
            bb_fail(&too_long, "the conversation has more than %zu tokens", tokens->capacity);
        return;
    }
    tokens->out[tokens->count++] = token;
}

/* Whether one of the template's marks starts here. */
static bool is_mark(const bb_chat_tokens *tokens, const char *text, size_t length)
{
    for (const char *const *mark = tokens->marks; *mark != NULL; mark++) {
        size_t bytes = bb_text_length(*mark);
        if (bytes <= length && memcmp(text, *mark, bytes) == 0)
            return true;
    }
    return false;
}

static void append_typed(bb_chat_tokens *tokens, const char *text, size_t length)
{
    size_t done = 0;
    for (size_t at = 0; at < length; at++) {
        if (!is_mark(tokens, text + at, length - at))
            continue;
        append(tokens, text + done, at + 1 - done);
        bb_chat_tokens_flush(tokens);
        done = at + 1;
    }
    append(tokens, text + done, length - done);
}

static void put(bb_chat_writer *writer, const char *text, size_t length, bool markup)
{
    bb_chat_tokens *tokens = (bb_chat_tokens *)writer;
    int32_t token = markup ? bb_chat_token_of(tokens->kernel, text, length) : -1;
    if (token >= 0)
        append_token(tokens, token);
    else if (markup)
        append(tokens, text, length);
    else
        append_typed(tokens, text, length);
}

void bb_chat_tokens_begin(bb_chat_tokens *tokens, bool start)
{
    tokens->writer.put = put;
    tokens->count = 0;
    tokens->pending = 0;
    tokens->status = BB_OK;
    if (start)
        encode(tokens, "", 0, BB_ENCODE_BEGIN);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_kernel.h"
#include "bb_memory.h"
#include "bb_text.h"
#include "format_gguf.h"
#include "gguf_errors.h"
#include "gguf_vocabulary.h"

/* Room for texts, and how much of it is used. */
typedef struct texts {
    char *next;
    size_t left;
} texts;

/* The next string of an array. It has no more bytes than when they were counted, unless the file
 * is not what it was. */
static const char *read_text(gguf_stream *stream, texts *texts, uint32_t *length)
{
    char *text = texts->next;
    uint64_t bytes = bb_format_gguf_read64(stream);
    if (!stream->status && (bytes > texts->left || bytes > UINT32_MAX)) {
        bb_format_gguf_stream_fail(stream, bb_fail(&bb_format_gguf_damaged,
                                                   "%s: at byte %llu is a longer text than before",
                                                   stream->source->name,
                                                   (unsigned long long)gguf_position(stream)));
    }
    if (stream->status || !bb_format_gguf_read(stream, text, (size_t)bytes)) {
        *length = 0;
        return text;
    }
    texts->next += bytes;
    texts->left -= (size_t)bytes;
    *length = (uint32_t)bytes;
    return text;
}

static bb_token_type type_of(uint32_t number)
{
    return number >= BB_TOKEN_TYPE_NORMAL && number <= BB_TOKEN_TYPE_BYTE ? (bb_token_type)number
                                                                          : BB_TOKEN_TYPE_NORMAL;
}

static void read_texts(gguf_stream *stream, texts *texts, bb_piece *pieces, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t length;
        const char *text = read_text(stream, texts, &length);
        pieces[i] = (bb_piece){.text = text, .length = length, .type = BB_TOKEN_TYPE_NORMAL};
    }
}

static void read_scores(gguf_stream *stream, bb_piece *pieces, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bb_format_gguf_read(stream, &pieces[i].score, sizeof pieces[i].score);
    }
}

static void read_types(gguf_stream *stream, bb_piece *pieces, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        pieces[i].type = type_of(bb_format_gguf_read32(stream));
    }
}

static bb_status read_pieces(const gguf_facts *facts, gguf_stream *stream, texts *texts,
                             bb_piece *pieces, size_t count)
{
    bb_format_gguf_stream_open(stream, stream->source, facts->tokens.at);
    read_texts(stream, texts, pieces, count);
    if (!stream->status && facts->scores.at > 0) {
        bb_format_gguf_stream_open(stream, stream->source, facts->scores.at);
        read_scores(stream, pieces, count);
    }
    if (!stream->status && facts->token_types.at > 0) {
        bb_format_gguf_stream_open(stream, stream->source, facts->token_types.at);
        read_types(stream, pieces, count);
    }
    return stream->status;
}

static bb_status read_merges(const gguf_facts *facts, gguf_stream *stream, texts *texts,
                             bb_merge *merges, size_t count)
{
    bb_format_gguf_stream_open(stream, stream->source, facts->merges.at);
    for (size_t i = 0; i < count; i++) {
        uint32_t length;
        const char *text = read_text(stream, texts, &length);
        merges[i] = (bb_merge){.text = text, .length = length};
    }
    return stream->status;
}

/*
 * Files made before there was a key for it leave it to the text: the first of these that is there.
 * Some of them call it a normal token; it is a control token for llama.cpp, too.
 */
static int32_t find_end_of_turn(bb_piece *pieces, size_t count)
{
    static const char *const texts[] = {"<|eot_id|>", "<|im_end|>", "<|end|>", "<end_of_turn>",
                                        "<|endoftext|>"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        for (size_t token = 0; token < count; token++) {
            bb_piece *piece = &pieces[token];
            if (bb_text_equal(piece->text, piece->length, texts[i], bb_text_length(texts[i]))) {
                piece->type = BB_TOKEN_TYPE_CONTROL;
                return (int32_t)token;
            }
        }
    }
    return -1;
}

size_t bb_format_gguf_demand(bb_kernel *kernel)
{
    const bb_vocabulary *vocabulary = &kernel->model.vocabulary;
    size_t total = 0;
    bool fits = bb_size_add(&total, 1, bb_align_up(vocabulary->count * sizeof(bb_piece))) &&
                bb_size_add(&total, 1, bb_align_up(vocabulary->merge_count * sizeof(bb_merge))) &&
                bb_size_add(&total, 1, bb_align_up(vocabulary->text_bytes));
    return fits ? total : SIZE_MAX;
}

static void *allocate(size_t count, size_t size, bb_status *status)
{
    return *status || count == 0 ? 0 : bb_arena_allocate(BB_ARENA_VOCABULARY, count * size, status);
}

bb_status bb_format_gguf_load_vocabulary(const gguf_facts *facts, gguf_stream *stream,
                                         bb_model *model)
{
    bb_vocabulary *vocabulary = &model->vocabulary;
    size_t count = vocabulary->count, merge_count = vocabulary->merge_count;
    bb_status status = BB_OK;
    bb_piece *pieces = allocate(count, sizeof *pieces, &status);
    bb_merge *merges = allocate(merge_count, sizeof *merges, &status);
    texts texts = {.next = allocate(vocabulary->text_bytes, 1, &status),
                   .left = vocabulary->text_bytes};
    if (status || count == 0) {
        return status;
    }
    status = read_pieces(facts, stream, &texts, pieces, count);
    if (!status && merge_count > 0) {
        status = read_merges(facts, stream, &texts, merges, merge_count);
    }
    if (status) {
        return status;
    }
    if (vocabulary->end_of_turn_token < 0) {
        vocabulary->end_of_turn_token = find_end_of_turn(pieces, count);
        model->end_of_turn_token = vocabulary->end_of_turn_token;
    }
    vocabulary->pieces = pieces;
    vocabulary->merges = merges;
    return BB_OK;
}

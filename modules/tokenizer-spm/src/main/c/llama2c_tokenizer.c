/* SPDX-License-Identifier: Apache-2.0 */
#include "llama2c_tokenizer.h"

#include "bb_kernel.h"
#include "byte_piece.h"
#include "tokenizer_spm.h"

BB_ERROR(truncated, "E-TOKENIZER-TRUNCATED",
         "Copy the tokenizer file again; it must be the one that belongs to the model.");
BB_ERROR(bad_length, "E-TOKENIZER-LENGTH",
         "The file is damaged, or no tokenizer in llama2.c's format. Copy it again.");
BB_ERROR(too_large, "E-TOKENIZER-SIZE", "Use the tokenizer that belongs to the model.");

/* What stands for bytes that the vocabulary cannot express. */
#define UNKNOWN_TOKEN 0

/*
 * Room to encode is kept for so many bytes of text for each position of the context; a longer text
 * would hardly fit the context. The 16 is what the longest common tokens have, runs of blanks.
 */
#define TEXT_BYTES_PER_POSITION 16

static bb_tokenizer_spm tokenizer;

/* Bytes of the longest text; bb_shape_check keeps the context small. */
static size_t longest_text(bb_kernel *kernel)
{
    return kernel->model.shape.context * TEXT_BYTES_PER_POSITION;
}

size_t bb_tokenizer_spm_llama2c_demand(bb_kernel *kernel)
{
    size_t count = kernel->model.shape.vocabulary;
    size_t file = kernel->tokenizer_source.size;
    size_t sum = bb_tokenizer_spm_demand(count, file, longest_text(kernel));
    bool fits = bb_size_add(&sum, bb_align_up(file), 1) &&
                bb_size_add(&sum, count, sizeof(bb_piece)) && bb_size_add(&sum, 1, BB_ALIGNMENT);
    return fits ? sum : SIZE_MAX;
}

static int32_t read_int32(const char *from)
{
    int32_t value;
    memcpy(&value, from, sizeof value);
    return value;
}

/* Fills the pieces from the file's bytes. */
static bb_status parse(const char *name, const char *file, size_t size, bb_piece *pieces,
                       size_t count)
{
    if (size < sizeof(int32_t)) {
        return bb_fail(&truncated, "%s has %zu bytes: no header", name, size);
    }
    const int32_t longest = read_int32(file);
    if (longest < 1) {
        return bb_fail(&bad_length, "%s: the longest token has %d bytes", name, longest);
    }
    const size_t head = sizeof(float) + sizeof(int32_t);
    size_t at = sizeof(int32_t);
    for (size_t token = 0; token < count; token++) {
        bb_piece *piece = &pieces[token];
        if (size - at < head) {
            return bb_fail(&truncated, "%s ends at byte %zu, in token %zu of %zu", name, size,
                           token, count);
        }
        int32_t length = read_int32(file + at + sizeof(float));
        if (length < 0 || length > longest) {
            return bb_fail(&bad_length, "%s: token %zu at byte %zu has %d bytes, not 0 to %d", name,
                           token, at, length, longest);
        }
        memcpy(&piece->score, file + at, sizeof piece->score);
        at += head;
        if (size - at < (size_t)length) {
            return bb_fail(&truncated, "%s ends at byte %zu, in token %zu of %zu", name, size,
                           token, count);
        }
        piece->text = file + at;
        piece->length = (uint32_t)length;
        piece->type = bb_tokenizer_spm_byte_of(piece->text, piece->length) < 0
                          ? BB_TOKEN_TYPE_NORMAL
                          : BB_TOKEN_TYPE_BYTE;
        at += (size_t)length;
    }
    if (at != size) {
        return bb_fail(&too_large, "%s has %zu bytes behind the %zu tokens of the model", name,
                       size - at, count);
    }
    return BB_OK;
}

bb_status bb_tokenizer_spm_llama2c_load(bb_kernel *kernel, bb_source *source)
{
    bb_status status;
    size_t size = (size_t)source->size;
    size_t count = kernel->model.shape.vocabulary;
    bb_piece *pieces = NULL;
    char *file = bb_arena_allocate(BB_ARENA_TOKENIZER, size, &status);
    if (!status) {
        pieces = bb_arena_allocate(BB_ARENA_TOKENIZER, count * sizeof *pieces, &status);
    }
    if (!status) {
        status = bb_source_read(source, 0, file, size);
    }
    if (!status) {
        status = parse(source->name, file, size, pieces, count);
    }
    const bb_vocabulary vocabulary = {
        .pieces = pieces,
        .count = count,
        .begin_token = kernel->model.begin_token,
        .unknown_token = UNKNOWN_TOKEN,
        .add_begin = true,
        .add_space_prefix = true,
    };
    return status ? status
                  : bb_tokenizer_spm_prepare(&tokenizer, BB_ARENA_TOKENIZER, &vocabulary,
                                             longest_text(kernel));
}

bb_status bb_tokenizer_spm_llama2c_encode(bb_kernel *kernel, const char *text, size_t length,
                                          unsigned flags, int32_t *out, size_t capacity,
                                          size_t *count)
{
    (void)kernel;
    return bb_tokenizer_spm_encode(&tokenizer, text, length, flags & BB_ENCODE_BEGIN, out, capacity,
                                   count);
}

size_t bb_tokenizer_spm_llama2c_decode(bb_kernel *kernel, int32_t previous, int32_t token,
                                       const char **text)
{
    (void)kernel;
    return bb_tokenizer_spm_decode(&tokenizer, previous, token, true, text);
}

size_t bb_tokenizer_spm_llama2c_size(bb_kernel *kernel)
{
    (void)kernel;
    return tokenizer.count;
}

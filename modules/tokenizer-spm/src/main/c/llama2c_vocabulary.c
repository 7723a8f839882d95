/* SPDX-License-Identifier: Apache-2.0 */
#include "llama2c_vocabulary.h"

#include "byte_piece.h"

BB_ERROR(truncated, "E-TOKENIZER-TRUNCATED",
         "Copy the tokenizer file again; it must be the one that belongs to the model.");
BB_ERROR(bad_length, "E-TOKENIZER-LENGTH",
         "The file is damaged, or no tokenizer in llama2.c's format. Copy it again.");
BB_ERROR(too_large, "E-TOKENIZER-SIZE", "Use the tokenizer that belongs to the model.");

/* What stands for bytes that the vocabulary cannot express. */
#define UNKNOWN_TOKEN 0

size_t bb_tokenizer_spm_llama2c_demand(size_t count, size_t size)
{
    size_t sum = bb_align_up(size);
    bool fits = bb_size_add(&sum, count, sizeof(bb_piece)) && bb_size_add(&sum, 1, BB_ALIGNMENT);
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

bb_status bb_tokenizer_spm_llama2c_read(bb_source *source, bb_arena_id arena, size_t count,
                                        int32_t begin_token, bb_vocabulary *out)
{
    bb_status status;
    size_t size = (size_t)source->size;
    bb_piece *pieces = NULL;
    char *file = bb_arena_allocate(arena, size, &status);
    if (!status) {
        pieces = bb_arena_allocate(arena, count * sizeof *pieces, &status);
    }
    if (!status) {
        status = bb_source_read(source, 0, file, size);
    }
    if (!status) {
        status = parse(source->name, file, size, pieces, count);
    }
    *out = (bb_vocabulary){
        .model = "llama",
        .pre = "",
        .pieces = pieces,
        .count = count,
        .begin_token = begin_token,
        .end_token = -1,
        .end_of_turn_token = -1,
        .unknown_token = UNKNOWN_TOKEN,
        .add_begin = true,
        .add_space_prefix = true,
    };
    return status;
}

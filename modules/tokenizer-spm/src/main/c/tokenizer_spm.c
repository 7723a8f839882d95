/* SPDX-License-Identifier: Apache-2.0 */
#include "tokenizer_spm.h"

#include "bb_kernel.h"
#include "bb_memory.h"
#include "merge.h"
#include "vocabulary.h"

BB_ERROR(truncated, "E-TOKENIZER-TRUNCATED",
         "Copy the tokenizer file again; it must be the one that belongs to the model.");
BB_ERROR(bad_length, "E-TOKENIZER-LENGTH",
         "The file is damaged, or no tokenizer in llama2.c's format. Copy it again.");
BB_ERROR(too_large, "E-TOKENIZER-SIZE", "Use the tokenizer that belongs to the model.");
BB_ERROR(too_many, "E-TOKENS-TOO-MANY", "Shorten the text.");

/* The token of a byte is this plus the byte. */
#define FIRST_BYTE_TOKEN 3

/* What stands for a character that the vocabulary cannot express. */
#define UNKNOWN_TOKEN 0

/*
 * Room to encode is kept for so many bytes of text for each position of the context; a longer text
 * would hardly fit the context. The 16 is what the longest common tokens have, runs of blanks.
 */
#define TEXT_BYTES_PER_POSITION 16

static struct {
    vocabulary words;
    merge_space space;
    char bytes[256]; /* texts of the byte tokens */
} spm;

/* Pieces for the longest text, with the blank in front. */
static size_t piece_capacity(bb_kernel *kernel)
{
    return kernel->model.shape.context * TEXT_BYTES_PER_POSITION + 1;
}

size_t bb_tokenizer_spm_demand(bb_kernel *kernel)
{
    size_t size =
        kernel->model.shape.vocabulary; /* bb_shape_check keeps it and the context small */
    size_t pieces = piece_capacity(kernel);
    size_t rest = bb_align_up(size * sizeof(vocabulary_entry)) +
                  bb_align_up(bb_tokenizer_spm_slots(size) * sizeof(int32_t)) +
                  bb_align_up(pieces * sizeof(merge_piece)) + bb_align_up(pieces * sizeof(int32_t));
    size_t file = bb_align_up(kernel->tokenizer_source.size);
    return file > SIZE_MAX - rest ? SIZE_MAX : file + rest;
}

static bb_status allocate(bb_kernel *kernel, size_t file_size, char **file)
{
    const bb_arena_id arena = BB_ARENA_TOKENIZER;
    vocabulary *words = &spm.words;
    merge_space *space = &spm.space;
    bb_status status;
    words->size = kernel->model.shape.vocabulary;
    words->slot_count = bb_tokenizer_spm_slots(words->size);
    space->capacity = piece_capacity(kernel);
    *file = bb_arena_allocate(arena, file_size, &status);
    if (!status) {
        words->entries = bb_arena_allocate(arena, words->size * sizeof *words->entries, &status);
    }
    if (!status) {
        words->slots = bb_arena_allocate(arena, words->slot_count * sizeof *words->slots, &status);
    }
    if (!status) {
        space->pieces = bb_arena_allocate(arena, space->capacity * sizeof *space->pieces, &status);
    }
    if (!status) {
        space->heap = bb_arena_allocate(arena, space->capacity * sizeof *space->heap, &status);
    }
    return status;
}

static int32_t read_int32(const char *from)
{
    int32_t value;
    memcpy(&value, from, sizeof value);
    return value;
}

/* Fills the entries from the file's bytes. */
static bb_status parse(const char *name, const char *file, size_t size)
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
    for (size_t token = 0; token < spm.words.size; token++) {
        vocabulary_entry *entry = &spm.words.entries[token];
        if (size - at < head) {
            return bb_fail(&truncated, "%s ends at byte %zu, in token %zu of %zu", name, size,
                           token, spm.words.size);
        }
        int32_t length = read_int32(file + at + sizeof(float));
        if (length < 0 || length > longest) {
            return bb_fail(&bad_length, "%s: token %zu at byte %zu has %d bytes, not 0 to %d", name,
                           token, at, length, longest);
        }
        memcpy(&entry->score, file + at, sizeof entry->score);
        at += head;
        if (size - at < (size_t)length) {
            return bb_fail(&truncated, "%s ends at byte %zu, in token %zu of %zu", name, size,
                           token, spm.words.size);
        }
        entry->text = file + at;
        entry->length = (uint32_t)length;
        entry->hash = bb_tokenizer_spm_hash(VOCABULARY_EMPTY_HASH, entry->text, entry->length);
        at += (size_t)length;
    }
    if (at != size) {
        return bb_fail(&too_large, "%s has %zu bytes behind the %zu tokens of the model", name,
                       size - at, spm.words.size);
    }
    return BB_OK;
}

bb_status bb_tokenizer_spm_load(bb_kernel *kernel, bb_source *source)
{
    char *file;
    size_t size = (size_t)source->size;
    bb_status status = allocate(kernel, size, &file);
    if (!status) {
        status = bb_source_read(source, 0, file, size);
    }
    if (!status) {
        status = parse(source->name, file, size);
    }
    if (status) {
        return status;
    }
    bb_tokenizer_spm_index(&spm.words);
    for (size_t byte = 0; byte < sizeof spm.bytes; byte++) {
        spm.bytes[byte] = (char)byte;
    }
    return BB_OK;
}

/* Bytes of the character at the start of a text: a lead byte and up to three that continue it. */
static size_t character_length(const char *text, size_t length)
{
    size_t used = 1;
    while (used < length && used < 4 && ((unsigned char)text[used] & 0xc0) == 0x80) {
        used++;
    }
    return used;
}

/* Cuts the text into characters, and those that are no token into bytes. */
static void append_characters(const char *text, size_t length)
{
    for (size_t used; length > 0; text += used, length -= used) {
        used = character_length(text, length);
        int32_t token = bb_tokenizer_spm_find(&spm.words, text, used);
        if (token >= 0) {
            bb_tokenizer_spm_merge_append(&spm.space, token);
            continue;
        }
        for (size_t i = 0; i < used; i++) {
            size_t byte_token = FIRST_BYTE_TOKEN + (size_t)(unsigned char)text[i];
            bool known = byte_token < spm.words.size;
            bb_tokenizer_spm_merge_append(&spm.space, known ? (int32_t)byte_token : UNKNOWN_TOKEN);
        }
    }
}

bb_status bb_tokenizer_spm_encode(bb_kernel *kernel, const char *text, size_t length, bool begin,
                                  int32_t *out, size_t capacity, size_t *count)
{
    *count = 0;
    if (length >= spm.space.capacity) {
        return bb_fail(&too_many, "the text has %zu bytes; %zu can be encoded", length,
                       spm.space.capacity - 1);
    }
    spm.space.count = 0;
    int32_t blank = bb_tokenizer_spm_find(&spm.words, " ", 1);
    if (length > 0 && blank >= 0) {
        bb_tokenizer_spm_merge_append(&spm.space,
                                      blank); /* SentencePiece puts a blank before every text */
    }
    append_characters(text, length);
    bb_tokenizer_spm_merge_all(&spm.space, &spm.words);

    size_t tokens = 0;
    if (begin) {
        if (tokens < capacity) {
            out[tokens] = kernel->model.begin_token;
        }
        tokens++;
    }
    for (int32_t piece = length > 0 ? 0 : -1; piece >= 0; piece = spm.space.pieces[piece].next) {
        if (tokens < capacity) {
            out[tokens] = spm.space.pieces[piece].token;
        }
        tokens++;
    }
    *count = tokens;
    return tokens <= capacity ? BB_OK
                              : bb_fail(&too_many, "the text has %zu tokens; there is room for %zu",
                                        tokens, capacity);
}

static int hex_digit(char digit)
{
    if (digit >= '0' && digit <= '9') {
        return digit - '0';
    }
    if (digit >= 'A' && digit <= 'F') {
        return digit - 'A' + 10;
    }
    return -1;
}

/* The byte that a token's text <0xHH> stands for, or -1. */
static int byte_of(const vocabulary_entry *entry)
{
    if (entry->length != 6 || memcmp(entry->text, "<0x", 3) != 0 || entry->text[5] != '>') {
        return -1;
    }
    int high = hex_digit(entry->text[3]);
    int low = hex_digit(entry->text[4]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

size_t bb_tokenizer_spm_decode(bb_kernel *kernel, int32_t previous, int32_t token,
                               const char **text)
{
    *text = "";
    if (token < 0 || (size_t)token >= spm.words.size) {
        return 0;
    }
    const vocabulary_entry *entry = &spm.words.entries[token];
    int byte = byte_of(entry);
    if (byte >= 0) {
        *text = &spm.bytes[byte];
        return 1;
    }
    bool blank = entry->length > 0 && entry->text[0] == ' ';
    size_t dropped = previous == kernel->model.begin_token && blank ? 1 : 0;
    *text = entry->text + dropped;
    return entry->length - dropped;
}

size_t bb_tokenizer_spm_size(bb_kernel *kernel)
{
    (void)kernel;
    return spm.words.size;
}

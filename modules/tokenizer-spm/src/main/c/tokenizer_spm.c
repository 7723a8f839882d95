/* SPDX-License-Identifier: Apache-2.0 */
#include "tokenizer_spm.h"

#include "byte_piece.h"
#include "token_output.h"

/* Merges with a lower score, or none, are not made, as in llama2.c. */
#define LOWEST_SCORE (-1e10f)

/* U+2581, which vocabularies have for a blank. */
#define BLANK_MARK "\xe2\x96\x81"
#define BLANK_MARK_BYTES (sizeof(BLANK_MARK) - 1)

size_t bb_tokenizer_spm_demand(size_t count, size_t text_bytes, size_t longest)
{
    size_t sum = 0;
    bool fits = bb_size_add(&sum, count, sizeof(bb_piece)) && bb_size_add(&sum, text_bytes, 1) &&
                bb_size_add(&sum, longest, 1) && bb_size_add(&sum, 1, 1) &&
                bb_size_add(&sum, 3, BB_ALIGNMENT) &&
                bb_size_add(&sum, bb_pieces_table_demand(count), 1) &&
                bb_size_add(&sum, bb_pieces_specials_demand(count), 1) && longest < SIZE_MAX &&
                bb_size_add(&sum, bb_pieces_merger_demand(longest + 1), 1);
    return fits ? sum : SIZE_MAX;
}

static size_t text_bytes_of(const bb_vocabulary *vocabulary)
{
    size_t bytes = 0;
    for (size_t i = 0; i < vocabulary->count; i++) {
        bytes += vocabulary->pieces[i].length;
    }
    return bytes;
}

static bb_status allocate(bb_tokenizer_spm *tokenizer, bb_arena_id arena,
                          const bb_vocabulary *vocabulary, char **texts)
{
    bb_status status;
    size_t count = vocabulary->count;
    tokenizer->pieces = bb_arena_allocate(arena, count * sizeof *tokenizer->pieces, &status);
    if (!status) {
        *texts = bb_arena_allocate(arena, text_bytes_of(vocabulary), &status);
    }
    if (!status) {
        tokenizer->text = bb_arena_allocate(arena, tokenizer->longest + 1, &status);
    }
    if (!status) {
        status = bb_pieces_table_prepare(&tokenizer->table, arena, tokenizer->pieces, count);
    }
    return status ? status
                  : bb_pieces_merger_prepare(&tokenizer->merger, arena, tokenizer->longest + 1);
}

/* Copies a text with blanks for the marks of blanks; returns its bytes. */
static size_t copy_text(const char *from, size_t length, char *to)
{
    size_t written = 0;
    for (size_t at = 0; at < length; written++) {
        bool mark =
            length - at >= BLANK_MARK_BYTES && memcmp(from + at, BLANK_MARK, BLANK_MARK_BYTES) == 0;
        to[written] = mark ? ' ' : from[at];
        at += mark ? BLANK_MARK_BYTES : 1;
    }
    return written;
}

/* Whether plain text may be encoded to a token. The others have a meaning, or none. */
static bool is_plain(const bb_piece *piece)
{
    return !bb_pieces_is_control(piece) && piece->type != BB_TOKEN_TYPE_BYTE &&
           piece->type != BB_TOKEN_TYPE_UNUSED && piece->length > 0;
}

/* A byte token decodes to the byte; of several the first stands for it. One whose text names no
 * byte is not used. */
static void read_byte_token(bb_tokenizer_spm *tokenizer, bb_piece *piece, int32_t token)
{
    int byte = bb_tokenizer_spm_byte_of(piece->text, piece->length);
    if (byte < 0) {
        piece->type = BB_TOKEN_TYPE_UNUSED;
        return;
    }
    piece->text = &tokenizer->bytes[byte];
    piece->length = 1;
    if (tokenizer->byte_tokens[byte] < 0) {
        tokenizer->byte_tokens[byte] = token;
    }
}

static bb_status read_pieces(bb_tokenizer_spm *tokenizer, const bb_vocabulary *vocabulary,
                             char *texts)
{
    bb_status status = BB_OK;
    tokenizer->count = vocabulary->count;
    for (size_t i = 0; i < vocabulary->count && !status; i++) {
        const bb_piece *from = &vocabulary->pieces[i];
        bb_piece *piece = &tokenizer->pieces[i];
        size_t length = copy_text(from->text, from->length, texts);
        *piece = (bb_piece){
            .text = texts, .length = (uint32_t)length, .score = from->score, .type = from->type};
        texts += length;
        if (from->type == BB_TOKEN_TYPE_BYTE) {
            read_byte_token(tokenizer, piece, (int32_t)i);
        }
        if (is_plain(piece)) {
            status = bb_pieces_table_put(&tokenizer->table, i);
        }
    }
    return status;
}

static int32_t token_or_none(const bb_vocabulary *vocabulary, int32_t token)
{
    return token >= 0 && (size_t)token < vocabulary->count ? token : -1;
}

/* Bytes without a byte token: their own text may be a token, or the unknown token stands for them.
 */
static void fill_byte_tokens(bb_tokenizer_spm *tokenizer, int32_t unknown)
{
    for (size_t byte = 0; byte < 256; byte++) {
        int32_t *token = &tokenizer->byte_tokens[byte];
        if (*token < 0) {
            *token = bb_pieces_table_find(&tokenizer->table, &tokenizer->bytes[byte], 1);
        }
        if (*token < 0) {
            *token = unknown;
        }
    }
}

bb_status bb_tokenizer_spm_prepare(bb_tokenizer_spm *tokenizer, bb_arena_id arena,
                                   const bb_vocabulary *vocabulary, size_t longest)
{
    char *texts;
    tokenizer->longest = longest;
    tokenizer->begin_token = token_or_none(vocabulary, vocabulary->begin_token);
    tokenizer->add_begin = vocabulary->add_begin && tokenizer->begin_token >= 0;
    tokenizer->add_space_prefix = vocabulary->add_space_prefix;
    for (size_t byte = 0; byte < 256; byte++) {
        tokenizer->byte_tokens[byte] = -1;
        tokenizer->bytes[byte] = (char)byte;
    }
    bb_status status = bb_pieces_check_sizes(vocabulary->count, longest);
    if (!status) {
        status = allocate(tokenizer, arena, vocabulary, &texts);
    }
    if (!status) {
        status = read_pieces(tokenizer, vocabulary, texts);
    }
    if (!status) {
        fill_byte_tokens(tokenizer, token_or_none(vocabulary, vocabulary->unknown_token));
        status = bb_pieces_specials_prepare(&tokenizer->specials, arena, tokenizer->pieces,
                                            tokenizer->count);
    }
    return status;
}

/* The higher a score, the lower its order: a float's bits, without their sign, are in the order of
 * its size. */
static uint32_t order_of(float score)
{
    float sum = score + 0.0f; /* minus zero is zero */
    uint32_t bits;
    memcpy(&bits, &sum, sizeof bits);
    return bits & UINT32_C(0x80000000) ? bits : ~bits & UINT32_C(0x7fffffff);
}

/* bb_pieces_rule: by score. */
static bool find_merge(const void *context, const bb_pieces_part *left, const bb_pieces_part *right,
                       bb_pieces_merge *merge)
{
    const bb_tokenizer_spm *tokenizer = context;
    int32_t token = bb_pieces_table_find(&tokenizer->table, tokenizer->text + left->start,
                                         (size_t)left->length + right->length);
    if (token < 0 || !(tokenizer->pieces[token].score > LOWEST_SCORE)) {
        return false;
    }
    *merge = (bb_pieces_merge){.token = token, .order = order_of(tokenizer->pieces[token].score)};
    return true;
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

static void put_part(const bb_tokenizer_spm *tokenizer, const bb_pieces_part *part,
                     bb_pieces_output *output)
{
    const char *text = tokenizer->text + part->start;
    if (part->token >= 0) {
        bb_pieces_output_put(output, part->token);
        return;
    }
    for (size_t i = 0; i < part->length; i++) {
        int32_t token = tokenizer->byte_tokens[(unsigned char)text[i]];
        if (token >= 0) {
            bb_pieces_output_put(output, token);
        }
    }
}

/* Encodes bytes of tokenizer->text. */
static void encode_plain(bb_tokenizer_spm *tokenizer, size_t start, size_t end,
                         bb_pieces_output *output)
{
    bb_pieces_merger *merger = &tokenizer->merger;
    bb_pieces_merger_clear(merger);
    for (size_t at = start, used; at < end; at += used) {
        used = character_length(tokenizer->text + at, end - at);
        bb_pieces_merger_append(
            merger, at, used, bb_pieces_table_find(&tokenizer->table, tokenizer->text + at, used));
    }
    bb_pieces_merger_run(merger, find_merge, tokenizer);
    for (int32_t part = 0; part >= 0; part = merger->parts[part].next) {
        put_part(tokenizer, &merger->parts[part], output);
    }
}

/* Encodes tokenizer->text from its second byte on; the byte in front of a plain part has been
 * encoded, or is the first, so that a blank can take its place. */
static void encode_all(bb_tokenizer_spm *tokenizer, size_t end, bool control,
                       bb_pieces_output *output)
{
    for (size_t start = 1; start < end;) {
        size_t at = start;
        int32_t token =
            bb_pieces_specials_find(&tokenizer->specials, control, tokenizer->text, end, &at);
        if (at > start) {
            size_t blank = tokenizer->add_space_prefix ? 1 : 0;
            tokenizer->text[start - 1] = ' ';
            encode_plain(tokenizer, start - blank, at, output);
        }
        start = at;
        if (token >= 0) {
            bb_pieces_output_put(output, token);
            start += tokenizer->pieces[token].length;
        }
    }
}

bb_status bb_tokenizer_spm_encode(bb_tokenizer_spm *tokenizer, const char *text, size_t length,
                                  unsigned flags, int32_t *out, size_t capacity, size_t *count)
{
    bb_pieces_output output = {.tokens = out, .capacity = capacity};
    *count = 0;
    bb_status status = bb_pieces_check_text(length, tokenizer->longest);
    if (status) {
        return status;
    }
    if ((flags & BB_ENCODE_BEGIN) && tokenizer->add_begin) {
        bb_pieces_output_put(&output, tokenizer->begin_token);
    }
    size_t end = 1 + copy_text(text, length, tokenizer->text + 1);
    encode_all(tokenizer, end, flags & BB_ENCODE_CONTROL, &output);
    *count = output.count;
    return bb_pieces_output_check(&output);
}

/* Whether encoding puts a blank behind a token. */
static bool blank_follows(const bb_tokenizer_spm *tokenizer, int32_t token)
{
    return tokenizer->add_space_prefix && token >= 0 && (size_t)token < tokenizer->count &&
           (token == tokenizer->begin_token || bb_pieces_is_special(&tokenizer->pieces[token]));
}

size_t bb_tokenizer_spm_decode(const bb_tokenizer_spm *tokenizer, int32_t previous, int32_t token,
                               bool control, const char **text)
{
    *text = "";
    if (token < 0 || (size_t)token >= tokenizer->count) {
        return 0;
    }
    const bb_piece *piece = &tokenizer->pieces[token];
    bool silent = piece->type == BB_TOKEN_TYPE_UNUSED || (bb_pieces_is_control(piece) && !control);
    if (silent) {
        return 0;
    }
    bool blank = piece->length > 0 && piece->text[0] == ' ' && !bb_pieces_is_special(piece);
    size_t dropped = blank && blank_follows(tokenizer, previous) ? 1 : 0;
    *text = piece->text + dropped;
    return piece->length - dropped;
}

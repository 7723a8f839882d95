/* SPDX-License-Identifier: Apache-2.0 */
#include "tokenizer_bpe.h"

#include "byte_letters.h"
#include "token_output.h"

BB_ERROR(
    unknown_pre, "E-VOCABULARY-PRE",
    "The model cuts words in a way that this kernel does not know. Use another model, or write "
    "the pre-tokenizer: docs/module-guide.md.");
BB_ERROR(bad_merge, "E-VOCABULARY-MERGE",
         "The model's vocabulary and its merges do not fit together. Copy the model's file again.");

/* Bytes of the longest merge as the file has it; those of known vocabularies have fewer than 300.
 */
#define LONGEST_MERGE 1024

static size_t text_bytes_of(const bb_vocabulary *vocabulary)
{
    size_t bytes = 0;
    for (size_t i = 0; i < vocabulary->count; i++) {
        bytes += vocabulary->pieces[i].length;
    }
    return bytes;
}

size_t bb_tokenizer_bpe_demand(size_t count, size_t text_bytes, size_t merges, size_t longest)
{
    const size_t parts[] = {
        bb_pieces_table_demand(count),  bb_pieces_specials_demand(count),
        bb_pieces_index_demand(merges), bb_pieces_merger_demand(longest),
        bb_align_up(text_bytes),
    };
    size_t sum = 0;
    if (!bb_size_add(&sum, count, sizeof(bb_piece)) ||
        !bb_size_add(&sum, merges, sizeof(bb_tokenizer_bpe_merge)) ||
        !bb_size_add(&sum, 2, BB_ALIGNMENT)) {
        return SIZE_MAX;
    }
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!bb_size_add(&sum, parts[i], 1)) {
            return SIZE_MAX;
        }
    }
    return sum;
}

static bb_status allocate(bb_tokenizer_bpe *tokenizer, bb_arena_id arena,
                          const bb_vocabulary *vocabulary, char **texts)
{
    bb_status status;
    tokenizer->pieces =
        bb_arena_allocate(arena, vocabulary->count * sizeof *tokenizer->pieces, &status);
    if (!status) {
        *texts = bb_arena_allocate(arena, text_bytes_of(vocabulary), &status);
    }
    if (!status) {
        tokenizer->merges =
            bb_arena_allocate(arena, vocabulary->merge_count * sizeof *tokenizer->merges, &status);
    }
    if (!status) {
        status =
            bb_pieces_table_prepare(&tokenizer->table, arena, tokenizer->pieces, vocabulary->count);
    }
    if (!status) {
        status = bb_pieces_index_prepare(&tokenizer->ranks, arena, vocabulary->merge_count);
    }
    return status ? status
                  : bb_pieces_merger_prepare(&tokenizer->merger, arena, tokenizer->longest);
}

/* Copies a piece, with the bytes that it decodes to. Files write the bytes of ordinary tokens as
 * letters, special ones as they are. An ordinary one that is not in letters stays as it is, too;
 * false then. */
static bool decode_piece(bb_piece *piece, const bb_piece *from, char *bytes)
{
    size_t length;
    *piece = *from;
    piece->text = bytes;
    if (!bb_pieces_is_special(from) &&
        bb_tokenizer_bpe_letters_to_bytes(from->text, from->length, bytes, &length)) {
        piece->length = (uint32_t)length;
        return true;
    }
    memcpy(bytes, from->text, from->length);
    return bb_pieces_is_special(from);
}

/* Ordinary tokens go to the table before special ones: of equal texts, it is an ordinary one that a
 * text is encoded to. No text is encoded to one that is not in letters. */
static bb_status read_pieces(bb_tokenizer_bpe *tokenizer, const bb_vocabulary *vocabulary,
                             char *texts)
{
    bb_status status = BB_OK;
    tokenizer->count = vocabulary->count;
    for (size_t i = 0; i < vocabulary->count && !status; i++) {
        bb_piece *piece = &tokenizer->pieces[i];
        bool known = decode_piece(piece, &vocabulary->pieces[i], texts);
        texts += piece->length;
        if (known && piece->length > 0 && !bb_pieces_is_special(piece)) {
            status = bb_pieces_table_put(&tokenizer->table, i);
        }
    }
    for (size_t i = 0; i < vocabulary->count && !status; i++) {
        const bb_piece *piece = &tokenizer->pieces[i];
        if (piece->length > 0 && bb_pieces_is_special(piece)) {
            status = bb_pieces_table_put(&tokenizer->table, i);
        }
    }
    return status;
}

/* A token that plain text may be encoded to, or -1. */
static int32_t plain_token(const bb_tokenizer_bpe *tokenizer, const char *text, size_t length)
{
    int32_t token = bb_pieces_table_find(&tokenizer->table, text, length);
    return token >= 0 && bb_pieces_is_control(&tokenizer->pieces[token]) ? -1 : token;
}

static uint32_t hash_of_pair(int32_t left, int32_t right)
{
    uint64_t pair = (uint64_t)(uint32_t)left << 32 | (uint32_t)right;
    return (uint32_t)((pair * UINT64_C(0x9e3779b97f4a7c15)) >> 32);
}

/* The rank of a pair's merge, or -1. */
static int32_t find_rank(const bb_tokenizer_bpe *tokenizer, int32_t left, int32_t right)
{
    uint32_t hash = hash_of_pair(left, right);
    int32_t rank;
    for (size_t step = 0; (rank = bb_pieces_index_next(&tokenizer->ranks, hash, &step)) >= 0;) {
        const bb_tokenizer_bpe_merge *merge = &tokenizer->merges[rank];
        if (merge->left == left && merge->right == right) {
            break;
        }
    }
    return rank;
}

/* The end of a merge's left part: a blank separates it from the right one. It is not the first
 * byte, so that there is a left part. */
static size_t left_length(const bb_merge *merge)
{
    size_t at = 1;
    while (at < merge->length && merge->text[at] != ' ') {
        at++;
    }
    return at;
}

static bb_status read_merge(bb_tokenizer_bpe *tokenizer, const bb_merge *merge, size_t rank)
{
    char bytes[LONGEST_MERGE];
    size_t left_bytes;
    size_t right_bytes;
    size_t left = left_length(merge);
    if (merge->length > LONGEST_MERGE || left + 1 >= merge->length) {
        return bb_fail(&bad_merge, "merge %zu has %u bytes and no two parts", rank, merge->length);
    }
    if (!bb_tokenizer_bpe_letters_to_bytes(merge->text, left, bytes, &left_bytes) ||
        !bb_tokenizer_bpe_letters_to_bytes(merge->text + left + 1, merge->length - left - 1,
                                           bytes + left_bytes, &right_bytes)) {
        return bb_fail(&bad_merge, "merge %zu, \"%.*s\", is not written in byte letters", rank,
                       (int)merge->length, merge->text);
    }
    const bb_pieces_table *table = &tokenizer->table;
    bb_tokenizer_bpe_merge *made = &tokenizer->merges[rank];
    made->left = bb_pieces_table_find(table, bytes, left_bytes);
    made->right = bb_pieces_table_find(table, bytes + left_bytes, right_bytes);
    made->merged = bb_pieces_table_find(table, bytes, left_bytes + right_bytes);
    if (made->left < 0 || made->right < 0 || made->merged < 0) {
        return bb_fail(&bad_merge, "merge %zu, \"%.*s\", is of no tokens, or makes none", rank,
                       (int)merge->length, merge->text);
    }
    bool control = bb_pieces_is_control(&tokenizer->pieces[made->merged]);
    if (control || find_rank(tokenizer, made->left, made->right) >= 0) {
        return BB_OK; /* plain text makes no control token; of equal merges the first counts */
    }
    return bb_pieces_index_put(&tokenizer->ranks, hash_of_pair(made->left, made->right),
                               (int32_t)rank);
}

static bb_status read_merges(bb_tokenizer_bpe *tokenizer, const bb_vocabulary *vocabulary)
{
    bb_status status = BB_OK;
    for (size_t i = 0; i < vocabulary->merge_count && !status; i++) {
        status = read_merge(tokenizer, &vocabulary->merges[i], i);
    }
    return status;
}

/* The tokens of single bytes, and the one that texts begin with. */
static void read_single_tokens(bb_tokenizer_bpe *tokenizer, const bb_vocabulary *vocabulary)
{
    for (int i = 0; i < 256; i++) {
        const char byte = (char)i;
        tokenizer->byte_tokens[i] = plain_token(tokenizer, &byte, 1);
    }
    bool begins = vocabulary->add_begin && vocabulary->begin_token >= 0 &&
                  (size_t)vocabulary->begin_token < tokenizer->count;
    tokenizer->begin_token = begins ? vocabulary->begin_token : -1;
}

static bb_status check(bb_tokenizer_bpe *tokenizer, const bb_vocabulary *vocabulary, size_t longest)
{
    tokenizer->longest = longest;
    tokenizer->pre = bb_tokenizer_bpe_pre_find(vocabulary->pre);
    if (tokenizer->pre == NULL) {
        return bb_fail(&unknown_pre, "the pre-tokenizer \"%s\" is not known", vocabulary->pre);
    }
    bb_status status = bb_pieces_check_sizes(vocabulary->count, longest);
    return status ? status : bb_pieces_check_sizes(vocabulary->merge_count, longest);
}

bb_status bb_tokenizer_bpe_prepare(bb_tokenizer_bpe *tokenizer, bb_arena_id arena,
                                   const bb_vocabulary *vocabulary, size_t longest)
{
    char *texts;
    bb_status status = check(tokenizer, vocabulary, longest);
    if (!status) {
        status = allocate(tokenizer, arena, vocabulary, &texts);
    }
    if (!status) {
        status = read_pieces(tokenizer, vocabulary, texts);
    }
    if (!status) {
        status = bb_pieces_specials_prepare(&tokenizer->specials, arena, tokenizer->pieces,
                                            tokenizer->count);
    }
    if (!status) {
        status = read_merges(tokenizer, vocabulary);
    }
    if (!status) {
        read_single_tokens(tokenizer, vocabulary);
    }
    return status;
}

/* bb_pieces_rule: by rank. */
static bool find_merge(const void *context, const bb_pieces_part *left, const bb_pieces_part *right,
                       bb_pieces_merge *merge)
{
    const bb_tokenizer_bpe *tokenizer = context;
    int32_t rank =
        left->token < 0 || right->token < 0 ? -1 : find_rank(tokenizer, left->token, right->token);
    if (rank < 0) {
        return false;
    }
    *merge = (bb_pieces_merge){.token = tokenizer->merges[rank].merged, .order = (uint32_t)rank};
    return true;
}

static void encode_word(bb_tokenizer_bpe *tokenizer, const char *text, size_t length,
                        bb_pieces_output *output)
{
    bb_pieces_merger *merger = &tokenizer->merger;
    int32_t whole = tokenizer->pre->whole_words ? plain_token(tokenizer, text, length) : -1;
    if (whole >= 0) {
        bb_pieces_output_put(output, whole);
        return;
    }
    bb_pieces_merger_clear(merger);
    for (size_t i = 0; i < length; i++) {
        bb_pieces_merger_append(merger, i, 1, tokenizer->byte_tokens[(unsigned char)text[i]]);
    }
    bb_pieces_merger_run(merger, find_merge, tokenizer);
    for (int32_t part = 0; part >= 0; part = merger->parts[part].next) {
        if (merger->parts[part].token >= 0) {
            bb_pieces_output_put(output, merger->parts[part].token);
        }
    }
}

static void encode_plain(bb_tokenizer_bpe *tokenizer, const char *text, size_t length,
                         bb_pieces_output *output)
{
    bb_tokenizer_bpe_words words = bb_tokenizer_bpe_words_of(tokenizer->pre, text, length);
    for (size_t word; (word = bb_tokenizer_bpe_words_next(&words)) > 0;) {
        encode_word(tokenizer, text + words.at - word, word, output);
    }
}

bb_status bb_tokenizer_bpe_encode(bb_tokenizer_bpe *tokenizer, const char *text, size_t length,
                                  unsigned flags, int32_t *out, size_t capacity, size_t *count)
{
    bb_pieces_output output = {.tokens = out, .capacity = capacity};
    *count = 0;
    bb_status status = bb_pieces_check_text(length, tokenizer->longest);
    if (status) {
        return status;
    }
    if ((flags & BB_ENCODE_BEGIN) && tokenizer->begin_token >= 0) {
        bb_pieces_output_put(&output, tokenizer->begin_token);
    }
    bool control = flags & BB_ENCODE_CONTROL;
    for (size_t start = 0; start < length;) {
        size_t at = start;
        int32_t token = bb_pieces_specials_find(&tokenizer->specials, control, text, length, &at);
        encode_plain(tokenizer, text + start, at - start, &output);
        start = at;
        if (token >= 0) {
            bb_pieces_output_put(&output, token);
            start += tokenizer->pieces[token].length;
        }
    }
    *count = output.count;
    return bb_pieces_output_check(&output);
}

size_t bb_tokenizer_bpe_decode(const bb_tokenizer_bpe *tokenizer, int32_t token, bool control,
                               const char **text)
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
    *text = piece->text;
    return piece->length;
}

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TOKENIZER_BPE_H
#define TOKENIZER_BPE_H

/*
 * Byte-level BPE (Radford et al. 2019, GPT-2): a text is cut into words, each word into bytes, and
 * neighbours are merged in the order of the vocabulary's merges. Any bytes can be expressed, and
 * come back.
 */
#include "bb_tokenizer.h"
#include "bb_vocabulary.h"
#include "merger.h"
#include "piece_table.h"
#include "pre_tokenizer.h"
#include "special_tokens.h"

/* A pair of tokens and what it merges to; its place in the array is its rank. */
typedef struct bb_tokenizer_bpe_merge {
    int32_t left;
    int32_t right;
    int32_t merged; /* -1 if the merge is not made */
} bb_tokenizer_bpe_merge;

typedef struct bb_tokenizer_bpe {
    bb_piece *pieces; /* (count) with the texts that they decode to */
    size_t count;
    bb_pieces_table table; /* tokens of plain text by their bytes */
    bb_pieces_specials specials;
    bb_tokenizer_bpe_merge *merges; /* by rank */
    bb_pieces_index ranks;          /* of pairs */
    bb_pieces_merger merger;
    const bb_tokenizer_bpe_pre *pre;
    int32_t byte_tokens[256]; /* -1 if the byte has none */
    int32_t begin_token;      /* -1 if texts have none */
    size_t longest;           /* bytes of the longest text that can be encoded */
} bb_tokenizer_bpe;

/*
 * Bytes of its arena that a tokenizer takes at most, for a vocabulary of `count` pieces whose texts
 * have `text_bytes` bytes together, and `merges` merges, to encode texts of up to `longest` bytes.
 * Saturates.
 */
size_t bb_tokenizer_bpe_demand(size_t count, size_t text_bytes, size_t merges, size_t longest);

/*
 * Makes a tokenizer of a vocabulary, which may go afterwards. Fails with E-VOCABULARY-PRE for a
 * pre-tokenizer that is not known, E-VOCABULARY-MERGE for a merge of anything but tokens to a
 * token, E-VOCABULARY-SIZE and E-VOCABULARY-COLLISIONS.
 */
bb_status bb_tokenizer_bpe_prepare(bb_tokenizer_bpe *tokenizer, bb_arena_id arena,
                                   const bb_vocabulary *vocabulary, size_t longest);

/*
 * Encodes text to out[0..*count), as bb_tokenizer_encode; BB_ENCODE_BEGIN has no effect if the
 * vocabulary wants no begin token. A byte without a token is left out; a vocabulary of a model has
 * one for each that is found in UTF-8.
 */
bb_status bb_tokenizer_bpe_encode(bb_tokenizer_bpe *tokenizer, const char *text, size_t length,
                                  unsigned flags, int32_t *out, size_t capacity, size_t *count);

/*
 * The bytes of a token, as bb_tokenizer_decode; control tokens have none unless asked for, unused
 * ones never.
 */
size_t bb_tokenizer_bpe_decode(const bb_tokenizer_bpe *tokenizer, int32_t token, bool control,
                               const char **text);

#endif

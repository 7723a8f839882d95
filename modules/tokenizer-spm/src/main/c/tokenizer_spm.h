/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TOKENIZER_SPM_H
#define TOKENIZER_SPM_H

/*
 * SentencePiece's BPE (Kudo and Richardson 2018, arXiv:1808.06226): a text is cut into characters,
 * and neighbours whose texts together are a token are merged, the best score first. Characters that
 * are no token become byte tokens.
 */
#include "bb_tokenizer.h"
#include "bb_vocabulary.h"
#include "merger.h"
#include "piece_table.h"
#include "special_tokens.h"

typedef struct bb_tokenizer_spm {
    bb_piece *pieces; /* (count) with the texts that they decode to: blanks are blanks */
    size_t count;
    bb_pieces_table table; /* tokens of plain text by their bytes */
    bb_pieces_specials specials;
    bb_pieces_merger merger;
    char *text;               /* (longest + 1) what is encoded, a blank in front */
    int32_t byte_tokens[256]; /* what stands for a byte; -1 for nothing */
    char bytes[256];          /* texts of the byte tokens */
    int32_t begin_token;      /* -1 if there is none */
    bool add_begin;
    bool add_space_prefix;
    size_t longest; /* bytes of the longest text that can be encoded */
} bb_tokenizer_spm;

/*
 * Bytes of its arena that a tokenizer takes at most, for a vocabulary of `count` pieces whose texts
 * have `text_bytes` bytes together, to encode texts of up to `longest` bytes. Saturates.
 */
size_t bb_tokenizer_spm_demand(size_t count, size_t text_bytes, size_t longest);

/*
 * Makes a tokenizer of a vocabulary, which may go afterwards. U+2581 in its texts stands for a
 * blank. Fails with E-VOCABULARY-SIZE and E-VOCABULARY-COLLISIONS.
 */
bb_status bb_tokenizer_spm_prepare(bb_tokenizer_spm *tokenizer, bb_arena_id arena,
                                   const bb_vocabulary *vocabulary, size_t longest);

/*
 * Encodes text to out[0..*count), as bb_tokenizer_encode; BB_ENCODE_BEGIN has no effect if the
 * vocabulary wants no begin token. If the vocabulary wants it, a blank is put in front of the text
 * and behind each special token that more text follows. A byte that neither a byte token nor the
 * unknown token stands for is left out.
 */
bb_status bb_tokenizer_spm_encode(bb_tokenizer_spm *tokenizer, const char *text, size_t length,
                                  unsigned flags, int32_t *out, size_t capacity, size_t *count);

/*
 * The bytes of a token after `previous`, as bb_tokenizer_decode; -1 for the start of a text that
 * has no begin token. The blank that encoding put in front is dropped. Control tokens have no bytes
 * unless asked for, unused ones never.
 */
size_t bb_tokenizer_spm_decode(const bb_tokenizer_spm *tokenizer, int32_t previous, int32_t token,
                               bool control, const char **text);

#endif

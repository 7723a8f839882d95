/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PRE_TOKENIZER_H
#define PRE_TOKENIZER_H

/*
 * Cuts a text into words; tokens are merged within words only. A pre-tokenizer is a sequence of
 * regular expressions: the first cuts the text into its matches and what is between them, the next
 * one cuts each of these pieces, and so on. Each is implemented by a function of its own.
 */
#include <stdbool.h>
#include <stddef.h>

/* Bytes of the first piece of a text that is not empty. It looks at no byte behind the text. */
typedef size_t bb_tokenizer_bpe_cut(const char *text, size_t length);

#define BB_TOKENIZER_BPE_CUTS 4

typedef struct bb_tokenizer_bpe_pre {
    const char *name;                                  /* tokenizer.ggml.pre */
    bb_tokenizer_bpe_cut *cuts[BB_TOKENIZER_BPE_CUTS]; /* NULL behind the last one */
    bool whole_words; /* a word that is a token is not made by merges (ignore_merges) */
} bb_tokenizer_bpe_pre;

/* The pre-tokenizer of a name; NULL if it is not known. "" is "default". */
const bb_tokenizer_bpe_pre *bb_tokenizer_bpe_pre_find(const char *name);

/* Where the cutting of a text stands. */
typedef struct bb_tokenizer_bpe_words {
    const bb_tokenizer_bpe_pre *pre;
    const char *text;
    size_t length;
    size_t at;                          /* where the next word starts */
    size_t ends[BB_TOKENIZER_BPE_CUTS]; /* of each cut's piece around `at` */
} bb_tokenizer_bpe_words;

bb_tokenizer_bpe_words bb_tokenizer_bpe_words_of(const bb_tokenizer_bpe_pre *pre, const char *text,
                                                 size_t length);

/* Bytes of the next word, which then is in front of `at`; 0 at the text's end. */
size_t bb_tokenizer_bpe_words_next(bb_tokenizer_bpe_words *words);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_VOCABULARY_H
#define BB_VOCABULARY_H

/*
 * A model's tokens as its file tells them, before a tokenizer makes its tables of them. A format
 * that carries its own vocabulary (GGUF) fills it: all but pieces and merges with the model's
 * header, so that the memory plan knows what a tokenizer will need; pieces and merges, which point
 * into memory of the format, with the weights.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Kinds of tokens, GGUF's tokenizer.ggml.token_type. */
typedef enum bb_token_type {
    BB_TOKEN_TYPE_NORMAL = 1,
    BB_TOKEN_TYPE_UNKNOWN = 2,
    BB_TOKEN_TYPE_CONTROL = 3,
    BB_TOKEN_TYPE_USER_DEFINED = 4,
    BB_TOKEN_TYPE_UNUSED = 5,
    BB_TOKEN_TYPE_BYTE = 6
} bb_token_type;

typedef struct bb_piece {
    const char *text; /* as the file has it; not terminated */
    uint32_t length;  /* bytes */
    float score;      /* 0 if the file has none */
    bb_token_type type;
} bb_piece;

typedef struct bb_merge {
    const char *text; /* "left right", as the file has it; not terminated */
    uint32_t length;
} bb_merge;

typedef struct bb_vocabulary {
    const char *model;      /* tokenizer.ggml.model: "llama", "gpt2"; terminated */
    const char *pre;        /* tokenizer.ggml.pre: "llama-bpe"; "" if the file has none */
    const bb_piece *pieces; /* (count); NULL before the model is loaded */
    size_t count;
    const bb_merge *merges; /* (merge_count) by rank; NULL before the model is loaded */
    size_t merge_count;
    size_t text_bytes;   /* of all pieces' and merges' texts together, at most */
    int32_t begin_token; /* -1 if the file has none, as the next ones */
    int32_t end_token;
    int32_t end_of_turn_token;
    int32_t unknown_token;
    bool add_begin;        /* put the begin token in front of a text */
    bool add_space_prefix; /* SentencePiece: a blank in front of a text */
} bb_vocabulary;

#endif

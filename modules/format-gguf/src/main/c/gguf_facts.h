/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GGUF_FACTS_H
#define GGUF_FACTS_H

/* What a GGUF file's metadata tells that a kernel wants to know, as the file has it. */
#include "bb_status.h"
#include "gguf_stream.h"

#define GGUF_NAME 64 /* bytes that are kept of names, the zero byte included */

/* Of an integer, if the file has none; of a number it is a NaN, of a text "". */
#define GGUF_NONE INT64_MIN

/* Where an array's elements, or a string's bytes, are in the file. */
typedef struct gguf_span {
    uint64_t at; /* 0 if the file has none */
    uint64_t count;
    uint64_t text_bytes; /* of an array of strings: their bytes together */
} gguf_span;

typedef struct gguf_facts {
    char architecture[GGUF_NAME];
    char name[GGUF_NAME];
    int64_t alignment;

    int64_t block_count;
    int64_t context_length;
    int64_t embedding_length;
    int64_t feed_forward_length;
    int64_t head_count;
    int64_t head_count_kv;
    int64_t key_length;
    int64_t value_length;
    int64_t vocab_size;
    double epsilon;
    int64_t window;       /* of local layers */
    double attention_cap; /* soft caps of scores and of logits */
    double logit_cap;

    int64_t rope_dimensions;
    double rope_base;
    double rope_factor;
    double rope_scale_linear; /* older files' rope_factor */
    char rope_scaling[GGUF_NAME];

    char tokenizer_model[GGUF_NAME];
    char tokenizer_pre[GGUF_NAME];
    gguf_span tokens;      /* strings */
    gguf_span scores;      /* float32 */
    gguf_span token_types; /* int32 */
    gguf_span merges;      /* strings */
    int64_t begin_token;
    int64_t end_token;
    int64_t end_of_turn_token;
    int64_t unknown_token;
    int64_t add_begin;        /* 0, 1 or GGUF_NONE, as the next one */
    int64_t add_space_prefix; /* 0, 1 or GGUF_NONE */
    gguf_span chat_template;  /* bytes */
} gguf_facts;

/*
 * Reads metadata of `count` keys, which the stream stands in front of, in any order: twice, as far
 * as the architecture's name first, since keys begin with it. Fails with E-GGUF-METADATA: no
 * architecture, a key of another type than it should have, or one that is there twice;
 * E-GGUF-DAMAGED, E-MODEL-TRUNCATED, E-FILE-READ.
 */
bb_status bb_format_gguf_read_facts(gguf_stream *stream, uint64_t count, gguf_facts *facts);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HEAD_ATTENTION_H
#define HEAD_ATTENTION_H

/*
 * Attention of one token, split among the processors by key/value heads, each with all that leads
 * to it: what is split otherwise into products and attention, between which processors wait for
 * each other and fetch what others have computed. The results are the same bits.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bb_context.h"
#include "bb_parallel.h"
#include "forward_parts.h"

/* What makes one of query, key and value. */
typedef struct bb_projection {
    bb_matrix matrix;
    bb_finish finish;
} bb_projection;

typedef struct bb_head_attention {
    bb_work work; /* an item is a key/value head, with the query heads that share it, or a half */
    bb_activations x;
    bb_projection query;
    bb_projection key;
    bb_projection value;
    bb_matrix output; /* of halves */
    uint8_t *keys;    /* of the layer's first head */
    uint8_t *values;
    size_t head_bytes;
    size_t position;
    size_t head_size;
    size_t group;
    size_t kv_heads;
    float epsilon;
    bb_kv_type type;
    bb_view view;
} bb_head_attention;

_Static_assert(sizeof(bb_head_attention) <= BB_WORK_BYTES, "other processors get a copy");

/* Some adjacent key/value heads, and their scratch: queries, then keys, then values. */
typedef struct bb_heads {
    size_t first;
    size_t count;
    float *query; /* (count, group, head_size) */
    float *key;   /* (count, head_size) */
    float *value; /* (count, head_size) */
    float *rest;  /* of the scratch */
} bb_heads;

bb_heads bb_heads_in(const bb_head_attention *all, size_t first, size_t count, float *scratch);

/* Computes what heads give; out: (count, group, head_size). */
void bb_heads_attend(const bb_head_attention *all, const bb_heads *heads, float *out);

/* Puts their keys and values into the cache. */
void bb_heads_store(const bb_head_attention *all, const bb_heads *heads);

/* Whether this is best for a batch: if it is one token, heads are whole panels, and give all
 * processors as much to do. */
bool bb_attends_by_heads(const bb_batch *batch);

/* All that is needed, but how it is cut into items. */
bb_head_attention bb_head_attention_of(const bb_batch *batch, size_t number, bb_view view);

/* Computes `attended`; an item is a key/value head. */
void bb_share_heads(const bb_batch *batch, bb_head_attention *all);

/* For a batch of a side: computes normed = W_o attended, half of the heads on each. */
void bb_meet_on_heads(const bb_batch *batch, bb_head_attention *all);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef KV_STORE_H
#define KV_STORE_H

/*
 * Copies of the KV cache, position by position. A row is what the cache holds of one position in
 * all layers, with its token. Copies that begin with the same positions share their rows, so that a
 * conversation costs its length once, however many checkpoints it has.
 *
 * Rows form a tree: who holds a row holds all rows before it on the way to it. Two copies are
 * equal up to a position if their rows there are the same row.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bb_context.h"
#include "bb_model.h"
#include "bb_status.h"

typedef uint32_t bb_kv_row;

typedef struct bb_kv_store {
    size_t row_bytes; /* of data */
    size_t rows;
    uint8_t *data;     /* (rows, row_bytes): what bb_context_save writes */
    int32_t *tokens;   /* (rows) */
    uint8_t *holders;  /* (rows) copies that a row is part of */
    bb_kv_row *unused; /* (rows), the first unused_count of them are free */
    size_t unused_count;
    bb_kv_row *live; /* (context) rows that equal the cache's first live_length positions */
    size_t live_length;
} bb_kv_store;

/* Copies that can hold a row at the same time. */
#define BB_KV_HOLDERS_MAX UINT8_MAX

/* Bytes of a row, its share of the tables included. */
size_t bb_kv_store_row_bytes(const bb_shape *shape);

/* Bytes that a store takes of BB_ARENA_CHECKPOINTS; SIZE_MAX on overflow. */
size_t bb_kv_store_demand(const bb_shape *shape, size_t rows);

/* Allocates a store in which no row is held. */
bb_status bb_kv_store_create(bb_kv_store *store, const bb_shape *shape, size_t rows);

/*
 * Copies the cache: out[0..context->length) are its rows. Takes a free row for each position that
 * is in no copy yet; false, and nothing is taken, if there are not enough.
 */
bool bb_kv_store_hold(bb_kv_store *store, const bb_context *context, bb_kv_row *out);

/* Gives up a copy. */
void bb_kv_store_release(bb_kv_store *store, const bb_kv_row *rows, size_t length);

/* Makes a copy the cache's content, by bb_context_truncate and bb_context_append, so that every
 * observer of the cache follows. */
void bb_kv_store_restore(bb_kv_store *store, bb_kernel *kernel, const bb_kv_row *rows,
                         size_t length);

/* Must hear of each change of the cache's length. */
void bb_kv_store_observe(bb_kv_store *store, size_t length);

/* Positions that two copies begin with in common. */
size_t bb_kv_common(const bb_kv_row *a, size_t a_length, const bb_kv_row *b, size_t b_length);

#endif

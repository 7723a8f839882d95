/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_CONTEXT_H
#define BB_CONTEXT_H

/* The conversation's state: tokens and KV cache. */
#include <stddef.h>
#include <stdint.h>

#include "bb_status.h"

typedef struct bb_kernel bb_kernel;

typedef struct bb_context {
    int32_t *tokens; /* (context) the token at each position */
    float *keys;     /* (layers, context, kv_dim), rotated */
    float *values;   /* (layers, kv_dim, context): attention multiplies by the transpose */
    size_t length;   /* positions in use; what lies beyond is garbage */
} bb_context;

typedef enum bb_kv_kind { BB_KV_APPEND, BB_KV_TRUNCATE } bb_kv_kind;

typedef struct bb_kv_event {
    bb_kv_kind kind;
    size_t length; /* positions in use after the change */
} bb_kv_event;

/* Notes that the next position's keys and values are those of `token`. There must be room. */
void bb_context_append(bb_kernel *kernel, int32_t token);

/* Forgets all positions from `length` on. */
void bb_context_truncate(bb_kernel *kernel, size_t length);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_CONTEXT_H
#define BB_CONTEXT_H

/* The conversation's state: tokens and KV cache. */
#include <stddef.h>
#include <stdint.h>

#include "bb_model.h"
#include "bb_status.h"
#include "bb_vector_set.h"

typedef struct bb_kernel bb_kernel;

typedef struct bb_context {
    int32_t *tokens; /* (context) the token at each position */
    uint8_t *keys;   /* (layers, kv_heads, capacity / 16, head_size, 16), rotated */
    uint8_t *values; /* (layers, kv_heads, capacity, head_size) */
    bb_kv_type type; /* of their elements */
    size_t capacity; /* the model's context, rounded up to whole panels of keys */
    size_t heads;    /* layers * kv_heads */
    size_t head_size;
    size_t length; /* positions in use; what lies beyond is garbage */
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

static inline size_t bb_kv_element_bytes(bb_kv_type type)
{
    return type == BB_KV_F16 ? sizeof(uint16_t) : sizeof(float);
}

/* Bytes of one head's keys, or values, of all positions: how far apart heads are. */
static inline size_t bb_context_head_bytes(const bb_context *context)
{
    return context->capacity * context->head_size * bb_kv_element_bytes(context->type);
}

/* The type that the build's option chose. */
bb_kv_type bb_context_type(void);

/* Bytes of one position's keys and values in all layers; the shape is checked. */
size_t bb_context_position_bytes(const bb_shape *shape);

/* Copies a position's keys and values, bb_context_position_bytes, out of the cache. */
void bb_context_save(const bb_context *context, size_t position, void *row);

/* Puts back what bb_context_save has copied, at the same position. */
void bb_context_load(bb_context *context, size_t position, const void *row);

#endif

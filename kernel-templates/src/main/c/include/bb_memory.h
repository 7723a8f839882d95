/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_MEMORY_H
#define BB_MEMORY_H

/*
 * Memory comes from arenas. Modules contribute them with a function that tells their size once the
 * model's header is known; the plan is checked against the machine's memory before anything is
 * allocated. Arena ids are generated (bb_arenas.h): BB_ARENA_WEIGHTS, BB_ARENA_KV,
 * BB_ARENA_SCRATCH, ...
 */
#include <stddef.h>
#include <stdint.h>

#include "bb_arenas.h"
#include "bb_bytes.h"
#include "bb_status.h"

typedef struct bb_kernel bb_kernel;
typedef struct bb_memory_info bb_memory_info;

typedef struct bb_arena_usage {
    size_t capacity; /* bytes */
    size_t used;     /* bytes, alignment included */
} bb_arena_usage;

/* Every allocation of an arena is aligned to at least this, a cache line and a vector of AVX-512.
 */
#define BB_ALIGNMENT 64

/* --- The allocator capability: calls of the one module that provides it. --- */

/* Reserves an arena. Fails with E-MEMORY-SHORT. */
bb_status bb_arena_create(bb_kernel *kernel, bb_arena_id arena, size_t bytes);

/* Memory of unspecified content, or E-MEMORY-EXHAUSTED in *status with figures and NULL. */
void *bb_arena_allocate(bb_arena_id arena, size_t bytes, bb_status *status);
bb_arena_usage bb_arena_usage_of(bb_arena_id arena);

/* Gives an arena's memory back to the machine; what was allocated there is gone. It can be created
 * again. Does nothing to one that was not created. */
void bb_arena_release(bb_arena_id arena);

/* --- The plan --- */

/* Sums all arenas' demands, compares with the machine, creates the arenas. Fails with
 * E-MEMORY-SHORT: need, have, shortfall. */
bb_status bb_memory_plan(bb_kernel *kernel);

/*
 * Compares the demands of the model whose header was read with a machine's memory, as far as it is
 * free there. Fails with E-MEMORY-SHORT: need, have, shortfall, and what would fit.
 */
bb_status bb_memory_check(bb_kernel *kernel, const bb_memory_info *memory);

/*
 * The longest context of that model, up to its own, with which it fits in that memory: in steps of
 * 128 positions, unless it is the whole; 0 if it does not fit with 128.
 */
size_t bb_memory_longest_context(bb_kernel *kernel, const bb_memory_info *memory);

/* Name of an arena, for reports. */
const char *bb_arena_name(bb_arena_id arena);

/* total += count * size, or false on overflow. */
static inline _Bool bb_size_add(size_t *total, size_t count, size_t size)
{
    size_t product;
    return !__builtin_mul_overflow(count, size, &product) &&
           !__builtin_add_overflow(*total, product, total);
}

/* Bytes rounded up to BB_ALIGNMENT: what an allocation takes of its arena. Saturates. */
static inline size_t bb_align_up(size_t bytes)
{
    return bytes > SIZE_MAX - (BB_ALIGNMENT - 1)
               ? SIZE_MAX
               : (bytes + (BB_ALIGNMENT - 1)) & ~(size_t)(BB_ALIGNMENT - 1);
}

#endif

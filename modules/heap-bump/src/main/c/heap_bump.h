/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HEAP_BUMP_H
#define HEAP_BUMP_H

/* A bump allocator for each arena: the functions of bb_memory.h's allocator capability. */
#include "bb_memory.h"

/* Takes the arena's pages from the platform; once for each arena, or once more after its release.
 * Fails with E-HEAP-CAP, E-MEMORY-SHORT. */
bb_status bb_heap_bump_create(bb_kernel *kernel, bb_arena_id arena, size_t bytes);

/* The next `bytes` of the arena, aligned to BB_ALIGNMENT. Fails with E-MEMORY-EXHAUSTED. */
void *bb_heap_bump_allocate(bb_arena_id arena, size_t bytes, bb_status *status);

bb_arena_usage bb_heap_bump_usage(bb_arena_id arena);

/* Gives the arena's pages back to the platform. */
void bb_heap_bump_release(bb_arena_id arena);

#endif

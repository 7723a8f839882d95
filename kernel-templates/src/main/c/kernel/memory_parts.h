/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MEMORY_PARTS_H
#define MEMORY_PARTS_H

/* The parts of the memory plan. */
#include "bb_memory.h"

/* What each arena needs, and all of them together: SIZE_MAX if that is more than can be addressed.
 */
size_t bb_memory_demand(bb_kernel *kernel, size_t demand[BB_ARENA_COUNT]);

/* Bytes of a machine's free memory that arenas may have. */
uint64_t bb_memory_available(const bb_memory_info *memory);

/*
 * What would fit a machine that has `have` bytes, `largest` in one piece: a shorter context, or
 * smaller types of weights. `out` gets a sentence that follows the shortfall, or "" if all fits or
 * nothing would.
 */
void bb_memory_advise(bb_kernel *kernel, const size_t demand[BB_ARENA_COUNT], uint64_t have,
                      uint64_t largest, char *out, size_t capacity);

#endif

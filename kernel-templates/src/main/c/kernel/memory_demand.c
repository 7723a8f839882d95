/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_hooks.h"
#include "bb_platform.h"
#include "memory_parts.h"

/* What is left to the firmware: its drivers allocate while they read files. */
#define RESERVE ((uint64_t)1 << 20)

size_t bb_memory_demand(bb_kernel *kernel, size_t demand[BB_ARENA_COUNT])
{
    size_t need = 0;
    bool is_sane = true;
    for (size_t i = 0; i < BB_ARENA_COUNT; i++) {
        demand[i] = bb_align_up(bb_hooks_arena_demand(kernel, (bb_arena_id)i));
        is_sane = is_sane && demand[i] != SIZE_MAX && bb_size_add(&need, demand[i], 1);
    }
    return is_sane ? need : SIZE_MAX;
}

uint64_t bb_memory_available(const bb_memory_info *memory)
{
    return memory->free > RESERVE ? memory->free - RESERVE : 0;
}

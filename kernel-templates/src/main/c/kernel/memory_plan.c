/* SPDX-License-Identifier: Apache-2.0 */
/* All memory is planned, and compared with the machine's, before any is allocated. */
#include "bb_format.h"
#include "bb_hooks.h"
#include "bb_memory.h"
#include "bb_platform.h"
#include "memory_parts.h"

BB_ERROR(
    memory_short, "E-MEMORY-SHORT",
    "Give the machine more memory, or build the kernel with a smaller model, a shorter context "
    "(option kernel.context) or smaller types of weights.");

#define MIB (1024.0 * 1024.0)

const char *bb_arena_name(bb_arena_id arena)
{
    return bb_arena_names[arena];
}

/* "weights 58.0, kv 6.8, scratch 0.4": MiB of the arenas. */
static void list_parts(const size_t *demand, char *out, size_t capacity)
{
    size_t length = 0;
    out[0] = 0;
    for (size_t i = 0; i < BB_ARENA_COUNT; i++)
        length += bb_format(out + length, capacity - length, "%s%s %.1f", i == 0 ? "" : ", ",
                            bb_arena_names[i], (double)demand[i] / MIB);
}

/* Rounds upwards, so that the figures of a shortfall add up. */
static double mib_up(uint64_t bytes)
{
    return (double)(bytes / 104858 + (bytes % 104858 != 0)) / 10.0;
}

/* The first arena that is larger than the largest free block, or BB_ARENA_COUNT. */
static size_t too_large(const size_t *demand, uint64_t largest)
{
    size_t arena = 0;
    while (arena < BB_ARENA_COUNT && demand[arena] <= largest)
        arena++;
    return arena;
}

static bb_status check(bb_kernel *kernel, const bb_memory_info *memory, const size_t *demand,
                       size_t need)
{
    char parts[160], advice[128];
    if (need == SIZE_MAX)
        return bb_fail(&memory_short, "the memory needed is more than a processor can address");

    uint64_t have = bb_memory_available(memory);
    size_t arena = too_large(demand, memory->largest);
    if (need <= have && arena == BB_ARENA_COUNT)
        return BB_OK;
    bb_memory_advise(kernel, demand, have, memory->largest, advice, sizeof advice);
    if (need > have) {
        list_parts(demand, parts, sizeof parts);
        return bb_fail(&memory_short,
                       "%.1f MiB of memory are needed (%s), %.1f are free: %.1f MiB are missing%s",
                       mib_up(need), parts, (double)have / MIB, mib_up(need - have), advice);
    }
    return bb_fail(&memory_short,
                   "%.1f MiB of memory are needed in one piece for %s, the largest free "
                   "block has %.1f: %.1f MiB are missing%s",
                   mib_up(demand[arena]), bb_arena_names[arena], (double)memory->largest / MIB,
                   mib_up(demand[arena] - memory->largest), advice);
}

bb_status bb_memory_check(bb_kernel *kernel, const bb_memory_info *memory)
{
    size_t demand[BB_ARENA_COUNT];
    size_t need = bb_memory_demand(kernel, demand);
    return check(kernel, memory, demand, need);
}

bb_status bb_memory_plan(bb_kernel *kernel)
{
    size_t demand[BB_ARENA_COUNT];
    bb_memory_info memory;
    size_t need = bb_memory_demand(kernel, demand);
    bb_status status = bb_platform_memory(&memory);
    if (status == BB_OK)
        status = check(kernel, &memory, demand, need);
    for (size_t i = 0; i < BB_ARENA_COUNT && status == BB_OK; i++)
        status = bb_arena_create(kernel, (bb_arena_id)i, demand[i]);
    return status;
}

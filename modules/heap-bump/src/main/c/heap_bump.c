/* SPDX-License-Identifier: Apache-2.0 */
#include "heap_bump.h"

#include "bb_config.h"
#include "bb_platform.h"

BB_ERROR(cap, "E-HEAP-CAP",
         "Raise Heap.bump().mebibytes(...), or set it to 0: then the kernel takes what the model "
         "needs.");
BB_ERROR(exhausted, "E-MEMORY-EXHAUSTED",
         "A module took more memory than it announced: the demand function of its arena is wrong.");

typedef struct bump_arena {
    unsigned char *base;
    bb_arena_usage usage;
} bump_arena;

static bump_arena arenas[BB_ARENA_COUNT];

static uint64_t reserved(void)
{
    uint64_t total = 0;
    for (size_t i = 0; i < BB_ARENA_COUNT; i++) {
        total += arenas[i].usage.capacity;
    }
    return total;
}

bb_status bb_heap_bump_create(bb_kernel *kernel, bb_arena_id arena, size_t bytes)
{
    (void)kernel;
    const uint64_t limit = (uint64_t)BB_HEAP_BUMP_MEBIBYTES << 20;
    uint64_t before = reserved();
    if (limit != 0 && (before > limit || bytes > limit - before)) {
        return bb_fail(&cap, "arena %s needs %zu bytes; %llu of the heap's %llu are taken",
                       bb_arena_name(arena), bytes, (unsigned long long)before,
                       (unsigned long long)limit);
    }
    void *pages = 0;
    if (bytes > 0) {
        bb_status status = bb_platform_pages_allocate(bytes, &pages);
        if (status) {
            return status;
        }
    }
    arenas[arena] = (bump_arena){.base = pages, .usage = {.capacity = bytes}};
    return BB_OK;
}

void *bb_heap_bump_allocate(bb_arena_id arena, size_t bytes, bb_status *status)
{
    bump_arena *from = &arenas[arena];
    size_t taken = bb_align_up(bytes);
    if (taken > from->usage.capacity - from->usage.used) {
        *status = bb_fail(&exhausted, "arena %s: %zu bytes asked for, %zu of %zu in use",
                          bb_arena_name(arena), bytes, from->usage.used, from->usage.capacity);
        return 0;
    }
    void *memory = from->base + from->usage.used;
    from->usage.used += taken;
    *status = BB_OK;
    return memory;
}

bb_arena_usage bb_heap_bump_usage(bb_arena_id arena)
{
    return arenas[arena].usage;
}

void bb_heap_bump_release(bb_arena_id arena)
{
    bb_platform_pages_free(arenas[arena].base, arenas[arena].usage.capacity);
    arenas[arena] = (bump_arena){0};
}

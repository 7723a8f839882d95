/* SPDX-License-Identifier: Apache-2.0 */
#include "memory.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define PAGES_PER_MIB 256u
#define HUGE_PAGE (2u << 20)
#define PAGES_PER_HUGE_PAGE (HUGE_PAGE / EFI_PAGE_SIZE)

/* A page after an allocation (--guard); the map shows it as reserved. */
#define REGION_GUARD 0x7fffffffu

/* The regions partition the memory, in order; neighbours differ in type. Units are pages. */
struct region {
    uint64_t first;
    uint64_t pages;
    uint32_t type;
};

static uint8_t *base;
static uint64_t total_pages;
static struct region *regions;
static size_t region_count, region_room;
static UINTN map_key = 1;
static uint64_t used_pages, counted_from;
static bool is_counting;

static void append(struct region **list, size_t *count, uint64_t first, uint64_t pages,
                   uint32_t type)
{
    if (pages == 0)
        return;
    if (*count > 0 && (*list)[*count - 1].type == type) {
        (*list)[*count - 1].pages += pages;
        return;
    }
    (*list)[(*count)++] = (struct region){first, pages, type};
}

/* Gives a range a new type: the map with the range cut out of what was there. */
static void set_type(uint64_t first, uint64_t pages, uint32_t type)
{
    static struct region *next;
    static size_t next_room;
    if (next_room < region_count + 2) {
        next_room = 2 * (region_count + 2);
        free(next);
        next = hosted_alloc(next_room * sizeof *next);
    }
    size_t count = 0;
    uint64_t end = first + pages;
    for (size_t i = 0; i < region_count; i++) {
        const struct region *r = &regions[i];
        uint64_t r_end = r->first + r->pages;
        if (r_end <= first || r->first >= end) {
            append(&next, &count, r->first, r->pages, r->type);
            continue;
        }
        if (r->first < first)
            append(&next, &count, r->first, first - r->first, r->type);
        if (r->first <= first)
            append(&next, &count, first, pages, type);
        if (r_end > end)
            append(&next, &count, end, r_end - end, r->type);
    }
    struct region *swap = regions;
    size_t swap_room = region_room;
    regions = next;
    region_room = next_room;
    region_count = count;
    next = swap;
    next_room = swap_room;
    map_key++;
}

static const struct region *region_at(uint64_t page)
{
    size_t low = 0, high = region_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (regions[middle].first <= page)
            low = middle;
        else
            high = middle;
    }
    return &regions[low];
}

static bool is_free(uint64_t first, uint64_t pages)
{
    if (first >= total_pages || pages > total_pages - first)
        return false;
    const struct region *r = region_at(first);
    return r->type == EfiConventionalMemory && r->first + r->pages - first >= pages;
}

/* Highest free place that ends at or below `limit`, as firmware allocates; false if none. */
static bool find_free(uint64_t pages, uint64_t limit, uint64_t *first)
{
    for (size_t i = region_count; i-- > 0;) {
        const struct region *r = &regions[i];
        if (r->type != EfiConventionalMemory || r->first >= limit)
            continue;
        uint64_t end = r->first + r->pages < limit ? r->first + r->pages : limit;
        if (end - r->first < pages)
            continue;
        uint64_t start = end - pages;
        /* Firmware maps memory by huge pages; large blocks get them here too. */
        uint64_t aligned = start & ~(uint64_t)(PAGES_PER_HUGE_PAGE - 1);
        *first = pages >= PAGES_PER_HUGE_PAGE && aligned >= r->first ? aligned : start;
        return true;
    }
    return false;
}

static void note_most(void)
{
    uint64_t bytes = (used_pages - counted_from) * EFI_PAGE_SIZE;
    if (is_counting && used_pages > counted_from && bytes > hosted_stats.memory_high_water)
        hosted_stats.memory_high_water = bytes;
}

static bool take(uint64_t first, uint64_t pages, uint32_t type)
{
    uint8_t *bytes = base + first * EFI_PAGE_SIZE;
    size_t size = (size_t)(pages * EFI_PAGE_SIZE);
    if (mprotect(bytes, size, PROT_READ | PROT_WRITE) != 0)
        return false;
    /* Half the time to fill it, and the bandwidth that a machine has under UEFI's huge pages. */
    if (size >= HUGE_PAGE)
        madvise(bytes, size, MADV_HUGEPAGE); /* only for speed: its failure changes nothing */
    memset(bytes, hosted_options.poison, size);
    set_type(first, pages, type);
    used_pages += pages;
    note_most();
    return true;
}

/* What firmware of a PC holds for itself: low memory, tables, and its heap at the top. */
static void keep_for_firmware(void)
{
    static const struct {
        uint64_t first, pages;
        uint32_t type;
    } low[] = {
        {0x80, 0x20, EfiBootServicesData},
        {0xa0, 0x60, EfiReservedMemoryType},
        {0x800, 0x10, EfiACPIMemoryNVS},
    };
    for (size_t i = 0; i < sizeof low / sizeof low[0]; i++)
        set_type(low[i].first, low[i].pages, low[i].type);
    static const struct {
        uint64_t pages;
        uint32_t type;
    } high[] = {
        {0x80, EfiRuntimeServicesData}, {0x80, EfiRuntimeServicesCode},
        {0x20, EfiACPIReclaimMemory},   {0x100, EfiBootServicesCode},
        {0x700, EfiBootServicesData},
    };
    uint64_t end = total_pages;
    for (size_t i = 0; i < sizeof high / sizeof high[0]; i++) {
        end -= high[i].pages;
        set_type(end, high[i].pages, high[i].type);
    }
}

void memory_open(void)
{
    total_pages = hosted_options.memory_mib * PAGES_PER_MIB;
    size_t size = (size_t)(total_pages * EFI_PAGE_SIZE);
    void *reserved =
        mmap(NULL, size + HUGE_PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (reserved == MAP_FAILED)
        hosted_fail(EXIT_HOST, "Linux does not grant %llu MiB of address space",
                    (unsigned long long)hosted_options.memory_mib);
    base = (uint8_t *)reserved + (-(uintptr_t)reserved & (HUGE_PAGE - 1));
    region_room = 4;
    regions = hosted_alloc(region_room * sizeof *regions);
    region_count = 1;
    regions[0] = (struct region){0, total_pages, EfiConventionalMemory};
    keep_for_firmware();
}

void *memory_take(EFI_MEMORY_TYPE type, uint64_t pages)
{
    uint64_t first;
    if (pages == 0 || !find_free(pages, total_pages, &first) || !take(first, pages, type))
        return NULL;
    return base + first * EFI_PAGE_SIZE;
}

void memory_start_counting(void)
{
    counted_from = used_pages;
    is_counting = true;
}

bool memory_key_is(UINTN key)
{
    return key == map_key;
}

bool memory_is_allocated(const void *address)
{
    uintptr_t offset = (uintptr_t)address - (uintptr_t)base;
    if ((uintptr_t)address < (uintptr_t)base || offset / EFI_PAGE_SIZE >= total_pages)
        return false;
    uint32_t type = region_at(offset / EFI_PAGE_SIZE)->type;
    return type != EfiConventionalMemory && type != REGION_GUARD;
}

EFI_STATUS EFIAPI memory_allocate_pages(EFI_ALLOCATE_TYPE Type, EFI_MEMORY_TYPE MemoryType,
                                        UINTN Pages, EFI_PHYSICAL_ADDRESS *Memory)
{
    hosted_enter("AllocatePages", TPL_NOTIFY);
    if (Memory == NULL || (unsigned)Type >= MaxAllocateType || Pages == 0 ||
        (unsigned)MemoryType >= EfiMaxMemoryType || MemoryType == EfiConventionalMemory ||
        MemoryType == EfiPersistentMemory || MemoryType == EfiUnacceptedMemoryType)
        return EFI_INVALID_PARAMETER;
    uint64_t guard = hosted_options.guard && Type != AllocateAddress ? 1 : 0;
    if (Pages > total_pages - guard)
        return Type == AllocateAddress ? EFI_NOT_FOUND : EFI_OUT_OF_RESOURCES;

    uint64_t first;
    uint64_t start = (uint64_t)(uintptr_t)base;
    if (Type == AllocateAddress) {
        if (*Memory % EFI_PAGE_SIZE != 0)
            return EFI_INVALID_PARAMETER;
        first = (*Memory - start) / EFI_PAGE_SIZE;
        if (*Memory < start || !is_free(first, Pages))
            return EFI_NOT_FOUND;
    } else {
        uint64_t limit = total_pages;
        if (Type == AllocateMaxAddress) {
            /* The last byte may lie at *Memory. */
            uint64_t below = *Memory < start ? 0 : (*Memory - start + 1) / EFI_PAGE_SIZE;
            limit = below < limit ? below : limit;
        }
        if (!find_free(Pages + guard, limit, &first))
            return EFI_OUT_OF_RESOURCES;
    }
    if (!take(first, Pages, MemoryType))
        return EFI_OUT_OF_RESOURCES;
    if (guard != 0)
        set_type(first + Pages, 1, REGION_GUARD);
    *Memory = start + first * EFI_PAGE_SIZE;
    return EFI_SUCCESS;
}

EFI_STATUS EFIAPI memory_free_pages(EFI_PHYSICAL_ADDRESS Memory, UINTN Pages)
{
    hosted_enter("FreePages", TPL_NOTIFY);
    uint64_t start = (uint64_t)(uintptr_t)base;
    if (Memory % EFI_PAGE_SIZE != 0 || Pages == 0)
        return EFI_INVALID_PARAMETER;
    uint64_t first = (Memory - start) / EFI_PAGE_SIZE;
    if (Memory < start || first >= total_pages || Pages > total_pages - first)
        return EFI_NOT_FOUND;
    const struct region *r = region_at(first);
    if (r->type == EfiConventionalMemory || r->type == REGION_GUARD ||
        r->first + r->pages - first < Pages)
        return EFI_NOT_FOUND;

    uint8_t *bytes = base + first * EFI_PAGE_SIZE;
    size_t size = (size_t)(Pages * EFI_PAGE_SIZE);
    /* No access any more: a use after free crashes at once. */
    madvise(bytes, size, MADV_DONTNEED);
    mprotect(bytes, size, PROT_NONE);
    bool guarded = first + Pages < total_pages && region_at(first + Pages)->type == REGION_GUARD;
    set_type(first, Pages + (guarded ? 1 : 0), EfiConventionalMemory);
    used_pages -= Pages;
    return EFI_SUCCESS;
}

EFI_STATUS EFIAPI memory_get_map(UINTN *MemoryMapSize, EFI_MEMORY_DESCRIPTOR *MemoryMap,
                                 UINTN *MapKey, UINTN *DescriptorSize, UINT32 *DescriptorVersion)
{
    hosted_enter("GetMemoryMap", TPL_NOTIFY);
    /* Longer than the structure, as on real firmware: who strides by sizeof is wrong. */
    const UINTN stride = sizeof(EFI_MEMORY_DESCRIPTOR) + 8;
    if (MemoryMapSize == NULL)
        return EFI_INVALID_PARAMETER;
    UINTN room = *MemoryMapSize;
    *MemoryMapSize = region_count * stride;
    if (DescriptorSize != NULL)
        *DescriptorSize = stride;
    if (DescriptorVersion != NULL)
        *DescriptorVersion = EFI_MEMORY_DESCRIPTOR_VERSION;
    if (room < region_count * stride)
        return EFI_BUFFER_TOO_SMALL;
    if (MemoryMap == NULL)
        return EFI_INVALID_PARAMETER;
    for (size_t i = 0; i < region_count; i++) {
        const struct region *r = &regions[i];
        bool runtime = r->type == EfiRuntimeServicesCode || r->type == EfiRuntimeServicesData;
        EFI_MEMORY_DESCRIPTOR descriptor = {
            .Type = r->type == REGION_GUARD ? EfiReservedMemoryType : r->type,
            .PhysicalStart = (uint64_t)(uintptr_t)base + r->first * EFI_PAGE_SIZE,
            .NumberOfPages = r->pages,
            .Attribute = EFI_MEMORY_WB | (runtime ? EFI_MEMORY_RUNTIME : 0),
        };
        memcpy((uint8_t *)MemoryMap + i * stride, &descriptor, sizeof descriptor);
    }
    if (MapKey != NULL)
        *MapKey = map_key;
    return EFI_SUCCESS;
}

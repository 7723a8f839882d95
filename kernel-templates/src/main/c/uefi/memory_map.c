/* SPDX-License-Identifier: Apache-2.0 */
/* The firmware's memory map. Source: UEFI 2.10, section 7.2.3. */
#include "bb_platform.h"
#include "uefi.h"

BB_ERROR(map_failed, "E-MEMORY-MAP",
         "The firmware does not tell which memory there is. Try a newer firmware, or another "
         "machine.");

typedef struct memory_map {
    void *bytes; /* from the firmware's pool */
    size_t count;
    size_t stride; /* of a descriptor; firmware may use larger ones than we know */
} memory_map;

static const EFI_MEMORY_DESCRIPTOR *descriptor_at(const memory_map *map, size_t index)
{
    return (const EFI_MEMORY_DESCRIPTOR *)(const void *)((const char *)map->bytes +
                                                         index * map->stride);
}

static bb_status map_take(memory_map *map)
{
    UINTN size = 0, key = 0, stride = 0;
    UINT32 version = 0;
    map->bytes = NULL;
    EFI_STATUS status = bb_uefi_boot->GetMemoryMap(&size, NULL, &key, &stride, &version);
    /* Allocating the buffer can itself add to the map: ask for more than was said, a few times. */
    for (int attempt = 0; status == EFI_BUFFER_TOO_SMALL && attempt < 8; attempt++) {
        size += 8 * stride;
        status = bb_uefi_boot->AllocatePool(EfiLoaderData, size, &map->bytes);
        if (EFI_ERROR(status))
            break;
        status = bb_uefi_boot->GetMemoryMap(&size, map->bytes, &key, &stride, &version);
        if (!EFI_ERROR(status) && stride >= sizeof(EFI_MEMORY_DESCRIPTOR)) {
            map->stride = stride;
            map->count = size / stride;
            return BB_OK;
        }
        bb_uefi_boot->FreePool(map->bytes);
    }
    return bb_fail(&map_failed, "GetMemoryMap: %s", bb_uefi_status_name(status));
}

/* Memory that exists as RAM, whoever uses it. */
static bool is_ram(UINT32 type)
{
    switch (type) {
    case EfiLoaderCode:
    case EfiLoaderData:
    case EfiBootServicesCode:
    case EfiBootServicesData:
    case EfiRuntimeServicesCode:
    case EfiRuntimeServicesData:
    case EfiConventionalMemory:
    case EfiACPIReclaimMemory:
    case EfiACPIMemoryNVS:
        return true;
    default:
        return false;
    }
}

bb_status bb_platform_memory(bb_memory_info *out)
{
    memory_map map;
    bb_status status = map_take(&map);
    if (status != BB_OK)
        return status;
    *out = (bb_memory_info){0};
    for (size_t i = 0; i < map.count; i++) {
        const EFI_MEMORY_DESCRIPTOR *descriptor = descriptor_at(&map, i);
        uint64_t bytes = descriptor->NumberOfPages * EFI_PAGE_SIZE;
        if (is_ram(descriptor->Type))
            out->total += bytes;
        if (descriptor->Type == EfiConventionalMemory) {
            out->free += bytes;
            if (bytes > out->largest)
                out->largest = bytes;
        }
    }
    bb_uefi_boot->FreePool(map.bytes);
    return BB_OK;
}

/* Puts a region at its place by address among the first `count`, dropping the last when full. */
static void insert(bb_memory_region *regions, size_t count, size_t capacity,
                   bb_memory_region region)
{
    size_t place = count < capacity ? count : capacity;
    if (place == capacity) {
        if (capacity == 0 || regions[capacity - 1].start <= region.start)
            return;
        place = capacity - 1;
    }
    for (; place > 0 && regions[place - 1].start > region.start; place--)
        regions[place] = regions[place - 1];
    regions[place] = region;
}

bb_status bb_platform_memory_map(bb_memory_region *out, size_t capacity, size_t *count)
{
    memory_map map;
    *count = 0;
    bb_status status = map_take(&map);
    if (status != BB_OK)
        return status;
    for (size_t i = 0; i < map.count; i++) {
        const EFI_MEMORY_DESCRIPTOR *descriptor = descriptor_at(&map, i);
        bb_memory_region region = {
            .start = descriptor->PhysicalStart,
            .bytes = descriptor->NumberOfPages * EFI_PAGE_SIZE,
            .type = descriptor->Type,
        };
        insert(out, i, capacity, region);
    }
    *count = map.count;
    bb_uefi_boot->FreePool(map.bytes);
    return BB_OK;
}

const char *bb_platform_memory_type(uint32_t type)
{
    static const char *const names[] = {
        "reserved",         "loader code",   "loader data",  "boot code",
        "boot data",        "runtime code",  "runtime data", "free",
        "unusable",         "ACPI tables",   "ACPI NVS",     "device registers",
        "device I/O ports", "firmware code", "persistent",   "unaccepted",
    };
    return type < sizeof names / sizeof names[0] ? names[type] : "firmware's own";
}

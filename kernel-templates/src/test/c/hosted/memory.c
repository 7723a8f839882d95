/* SPDX-License-Identifier: Apache-2.0 */
/* Pages, pool, memory map. Run with --memory 64 --poison 0x5a. */
#include "check.h"

#define MIB 256u /* pages */

static UINTN free_pages(UINTN *key, UINTN *total)
{
    static UINT8 map[65536];
    UINTN size = sizeof map, stride, pages = 0;
    UINT32 version;
    CHECK(bs->GetMemoryMap(&size, (EFI_MEMORY_DESCRIPTOR *)map, key, &stride, &version) ==
          EFI_SUCCESS);
    CHECK(version == EFI_MEMORY_DESCRIPTOR_VERSION && stride > sizeof(EFI_MEMORY_DESCRIPTOR));
    *total = 0;
    UINT64 end = 0;
    for (UINTN at = 0; at < size; at += stride) {
        const EFI_MEMORY_DESCRIPTOR *d = (const EFI_MEMORY_DESCRIPTOR *)(map + at);
        CHECK(end == 0 || d->PhysicalStart == end);
        end = d->PhysicalStart + d->NumberOfPages * EFI_PAGE_SIZE;
        *total += d->NumberOfPages;
        if (d->Type == EfiConventionalMemory)
            pages += d->NumberOfPages;
    }
    return pages;
}

static void check_poison(const UINT8 *bytes, UINTN size)
{
    for (UINTN i = 0; i < size; i++)
        CHECK(bytes[i] == 0x5a);
}

static void check_pages(void)
{
    UINTN key, later_key, total;
    UINTN before = free_pages(&key, &total);
    CHECK(total == 64 * MIB);
    EFI_PHYSICAL_ADDRESS a, b;
    CHECK(bs->AllocatePages(AllocateAnyPages, EfiLoaderData, 10, &a) == EFI_SUCCESS);
    CHECK(a % EFI_PAGE_SIZE == 0);
    check_poison((UINT8 *)a, 10 * EFI_PAGE_SIZE);
    CHECK(free_pages(&later_key, &total) == before - 10 && later_key != key);
    CHECK(bs->FreePages(a + 3 * EFI_PAGE_SIZE, 2) == EFI_SUCCESS);
    CHECK(free_pages(&later_key, &total) == before - 8);
    CHECK(bs->FreePages(a + 3 * EFI_PAGE_SIZE, 1) == EFI_NOT_FOUND);
    CHECK(bs->FreePages(a, 10) == EFI_NOT_FOUND);
    b = a + 3 * EFI_PAGE_SIZE;
    CHECK(bs->AllocatePages(AllocateAddress, EfiLoaderData, 3, &b) == EFI_NOT_FOUND);
    CHECK(bs->AllocatePages(AllocateAddress, EfiLoaderData, 2, &b) == EFI_SUCCESS);
    CHECK(b == a + 3 * EFI_PAGE_SIZE);
    check_poison((UINT8 *)b, 2 * EFI_PAGE_SIZE);
    CHECK(bs->FreePages(a, 10) == EFI_SUCCESS);
    CHECK(free_pages(&later_key, &total) == before);

    b = a - 1;
    CHECK(bs->AllocatePages(AllocateMaxAddress, EfiLoaderData, 1, &b) == EFI_SUCCESS);
    CHECK(b + EFI_PAGE_SIZE <= a);
    CHECK(bs->FreePages(b, 1) == EFI_SUCCESS);
    b = 0xffff;
    CHECK(bs->AllocatePages(AllocateMaxAddress, EfiLoaderData, 1, &b) == EFI_OUT_OF_RESOURCES);

    CHECK(bs->AllocatePages(AllocateAnyPages, EfiLoaderData, 64 * MIB, &b) == EFI_OUT_OF_RESOURCES);
    CHECK(bs->AllocatePages(AllocateAnyPages, EfiLoaderData, ~(UINTN)0, &b) ==
          EFI_OUT_OF_RESOURCES);
    CHECK(bs->AllocatePages(AllocateAnyPages, EfiLoaderData, 0, &b) == EFI_INVALID_PARAMETER);
    CHECK(bs->AllocatePages(AllocateAnyPages, EfiConventionalMemory, 1, &b) ==
          EFI_INVALID_PARAMETER);
    CHECK(bs->AllocatePages(MaxAllocateType, EfiLoaderData, 1, &b) == EFI_INVALID_PARAMETER);
    CHECK(bs->FreePages(a + 1, 1) == EFI_INVALID_PARAMETER);
    CHECK(bs->FreePages(0x1000, 1) == EFI_NOT_FOUND);
    CHECK(bs->FreePages(a, ~(UINTN)0) == EFI_NOT_FOUND);
}

/* All of the memory can be had, page by page, and given back. */
static void check_exhaustion(void)
{
    UINTN key, total, before = free_pages(&key, &total), taken = 0;
    EFI_PHYSICAL_ADDRESS chain = 0, page;
    EFI_STATUS status;
    while ((status = bs->AllocatePages(AllocateAnyPages, EfiLoaderData, 1, &page)) == EFI_SUCCESS) {
        *(EFI_PHYSICAL_ADDRESS *)page = chain;
        chain = page;
        taken++;
    }
    CHECK(status == EFI_OUT_OF_RESOURCES && taken == before);
    VOID *buffer;
    CHECK(bs->AllocatePool(EfiLoaderData, 5000, &buffer) == EFI_OUT_OF_RESOURCES);
    while (chain != 0) {
        page = chain;
        chain = *(EFI_PHYSICAL_ADDRESS *)page;
        CHECK(bs->FreePages(page, 1) == EFI_SUCCESS);
    }
    CHECK(free_pages(&key, &total) == before);
}

static void check_pool(void)
{
    static UINT8 *buffers[400];
    for (UINTN i = 0; i < 400; i++) {
        VOID *buffer;
        UINTN size = i * i / 8;
        CHECK(bs->AllocatePool(EfiLoaderData, size, &buffer) == EFI_SUCCESS);
        buffers[i] = buffer;
        CHECK((UINTN)buffer % 8 == 0);
        check_poison(buffer, size);
        bs->SetMem(buffer, size, (UINT8)i);
    }
    for (UINTN i = 0; i < 400; i++)
        for (UINTN at = 0; at < i * i / 8; at++)
            CHECK(buffers[i][at] == (UINT8)i);
    for (UINTN i = 0; i < 400; i++)
        CHECK(bs->FreePool(buffers[(i * 7) % 400]) == EFI_SUCCESS);
    VOID *buffer;
    CHECK(bs->AllocatePool(EfiLoaderData, ~(UINTN)0, &buffer) == EFI_OUT_OF_RESOURCES);
    CHECK(bs->AllocatePool(EfiLoaderData, 1, NULL) == EFI_INVALID_PARAMETER);
    CHECK(bs->FreePool(NULL) == EFI_INVALID_PARAMETER);
    CHECK(bs->FreePool(&buffer) == EFI_INVALID_PARAMETER);
}

static void check_small_map(void)
{
    UINTN size = 40, key, stride;
    UINT32 version;
    UINT8 map[40];
    CHECK(bs->GetMemoryMap(&size, (EFI_MEMORY_DESCRIPTOR *)map, &key, &stride, &version) ==
          EFI_BUFFER_TOO_SMALL);
    CHECK(size > 40 && size % stride == 0);
}

EFI_STATUS run(void)
{
    check_pages();
    check_exhaustion();
    check_pool();
    check_small_map();
    return EFI_SUCCESS;
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The machine's memory: --memory MiB, a page allocator with a memory map (UEFI 2.10, section 7.2).
 * Free pages are inaccessible; pages that are handed out are filled with the poison byte.
 */
#ifndef HOSTED_MEMORY_H
#define HOSTED_MEMORY_H

#include "hosted.h"

/* Reserves the memory and the parts of it that firmware keeps for itself. */
void memory_open(void);

/* Pages of the machine for the runner itself, poisoned; NULL when there are not enough. */
void *memory_take(EFI_MEMORY_TYPE type, uint64_t pages);

/* From now on the high-water mark counts. */
void memory_start_counting(void);

/* Whether this is the key of the present memory map. */
bool memory_key_is(UINTN key);

/* Whether a byte at this address is allocated memory of the machine. */
bool memory_is_allocated(const void *address);

EFI_STATUS EFIAPI memory_allocate_pages(EFI_ALLOCATE_TYPE Type, EFI_MEMORY_TYPE MemoryType,
                                        UINTN Pages, EFI_PHYSICAL_ADDRESS *Memory);
EFI_STATUS EFIAPI memory_free_pages(EFI_PHYSICAL_ADDRESS Memory, UINTN Pages);
EFI_STATUS EFIAPI memory_get_map(UINTN *MemoryMapSize, EFI_MEMORY_DESCRIPTOR *MemoryMap,
                                 UINTN *MapKey, UINTN *DescriptorSize, UINT32 *DescriptorVersion);

/* pool.c */
EFI_STATUS EFIAPI pool_allocate(EFI_MEMORY_TYPE PoolType, UINTN Size, VOID **Buffer);
EFI_STATUS EFIAPI pool_free(VOID *Buffer);

#endif

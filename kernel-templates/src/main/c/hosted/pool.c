/* SPDX-License-Identifier: Apache-2.0 */
/*
 * AllocatePool and FreePool: blocks of powers of two for small buffers, whole pages for large ones.
 * Buffers are poisoned when handed out and when freed; a write past the end is found at FreePool.
 */
#include "memory.h"

#include <string.h>

#define POOL_MAGIC 0x6c6f6f702e626221ull
#define POOL_FREED 0x646565726620626cull
#define SMALLEST 64u
#define CLASSES 6u /* 64 to 2048 bytes */

/*
 * In front of each buffer. Its 24 bytes leave buffers aligned to 8 and not to 16: that is all that
 * the specification promises, so an image that assumes more fails here, not on some machine.
 */
struct header {
    uint64_t magic;
    uint64_t size; /* that the image asked for */
    uint32_t type;
    uint32_t class; /* CLASSES: whole pages */
};

struct free_block {
    uint64_t magic;
    struct free_block *next;
};

static struct free_block *free_blocks[EfiMaxMemoryType][CLASSES];

static const uint8_t tail[8] = {0xb0, 0x0b, 0xab, 0xad, 0xca, 0xfe, 0xd0, 0x0d};

static uint64_t block_size(uint64_t size)
{
    return sizeof(struct header) + size + sizeof tail;
}

static void *take_block(EFI_MEMORY_TYPE type, uint32_t class)
{
    struct free_block **list = &free_blocks[type][class];
    if (*list == NULL) {
        uint8_t *page = memory_take(type, 1);
        if (page == NULL)
            return NULL;
        size_t size = (size_t)SMALLEST << class;
        for (size_t offset = 0; offset < EFI_PAGE_SIZE; offset += size) {
            struct free_block *block = (struct free_block *)(void *)(page + offset);
            block->next = *list;
            *list = block;
        }
    }
    struct free_block *block = *list;
    *list = block->next;
    return block;
}

EFI_STATUS EFIAPI pool_allocate(EFI_MEMORY_TYPE PoolType, UINTN Size, VOID **Buffer)
{
    hosted_enter("AllocatePool", TPL_NOTIFY);
    if (Buffer == NULL || (unsigned)PoolType >= EfiMaxMemoryType ||
        PoolType == EfiConventionalMemory || PoolType == EfiPersistentMemory ||
        PoolType == EfiUnacceptedMemoryType)
        return EFI_INVALID_PARAMETER;
    if (Size > hosted_options.memory_mib << 20)
        return EFI_OUT_OF_RESOURCES;
    uint32_t class = 0;
    while (class < CLASSES && ((uint64_t)SMALLEST << class) < block_size(Size))
        class ++;
    uint8_t *block =
        class < CLASSES
            ? take_block(PoolType, class)
            : memory_take(PoolType, (block_size(Size) + EFI_PAGE_SIZE - 1) / EFI_PAGE_SIZE);
    if (block == NULL)
        return EFI_OUT_OF_RESOURCES;
    struct header header = {POOL_MAGIC, Size, PoolType, class};
    memcpy(block, &header, sizeof header);
    memset(block + sizeof header, hosted_options.poison, (size_t)Size);
    memcpy(block + sizeof header + Size, tail, sizeof tail);
    *Buffer = block + sizeof header;
    return EFI_SUCCESS;
}

EFI_STATUS EFIAPI pool_free(VOID *Buffer)
{
    hosted_enter("FreePool", TPL_NOTIFY);
    struct header header = {0};
    uint8_t *block = NULL;
    if (Buffer != NULL && (uintptr_t)Buffer % 8 == 0) {
        block = (uint8_t *)Buffer - sizeof header;
        if (memory_is_allocated(block))
            memcpy(&header, block, sizeof header);
    }
    if (header.magic == POOL_FREED)
        hosted_fail(EXIT_MISUSE, "FreePool: the buffer at %p is freed already", Buffer);
    if (header.magic != POOL_MAGIC) {
        hosted_say("FreePool: %p did not come from AllocatePool, or the bytes before it were "
                   "overwritten",
                   Buffer);
        return EFI_INVALID_PARAMETER;
    }
    if (memcmp((uint8_t *)Buffer + header.size, tail, sizeof tail) != 0)
        hosted_fail(EXIT_MISUSE, "FreePool: the image wrote past the end of the %llu bytes at %p",
                    (unsigned long long)header.size, Buffer);
    if (header.class == CLASSES)
        return memory_free_pages((EFI_PHYSICAL_ADDRESS)(uintptr_t)block,
                                 (block_size(header.size) + EFI_PAGE_SIZE - 1) / EFI_PAGE_SIZE);
    memset(Buffer, hosted_options.poison, (size_t)header.size);
    struct free_block **list = &free_blocks[header.type][header.class];
    struct free_block *freed = (struct free_block *)(void *)block;
    *freed = (struct free_block){POOL_FREED, *list};
    *list = freed;
    return EFI_SUCCESS;
}

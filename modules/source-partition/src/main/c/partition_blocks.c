/* SPDX-License-Identifier: Apache-2.0 */
#include "partition_blocks.h"

#include "bb_bytes.h"
#include "uefi.h"

BB_ERROR(
    unreadable, "E-FILE-READ",
    "Is the stick or disk still plugged in, and its file system intact? If so, write the image "
    "to another one.");

enum {
    SLOTS = 8,             /* reads under way at once */
    ROOM_BYTES = 64 << 10, /* for what cannot go straight to its place; a multiple of any block */
    MOST_ALIGNMENT = 4096,
    LEAST_BLOCK_BYTES = 512,
};

/* A read that was started. */
typedef struct slot {
    EFI_BLOCK_IO2_TOKEN token;
    uint64_t offset;
    size_t length;
    bool under_way; /* else it did not have to be waited for */
} slot;

/* The partition that is open. */
static block_disk opened;
static uint64_t first_block;
static slot slots[SLOTS];

static _Alignas(MOST_ALIGNMENT) uint8_t room[ROOM_BYTES];

bool bb_source_partition_is_usable(const block_disk *disk)
{
    const EFI_BLOCK_IO_MEDIA *media = disk->io->Media;
    size_t bytes = media->BlockSize;
    return media->MediaPresent && bytes >= LEAST_BLOCK_BYTES && bytes <= GPT_MOST_BLOCK_BYTES &&
           (bytes & (bytes - 1)) == 0 && media->IoAlign <= MOST_ALIGNMENT &&
           media->LastBlock < UINT64_MAX / GPT_MOST_BLOCK_BYTES;
}

static EFI_STATUS read_blocks(const block_disk *disk, uint64_t first, size_t bytes, void *out)
{
    EFI_BLOCK_IO_PROTOCOL *io = disk->io;
    return io->ReadBlocks(io, io->Media->MediaId, first, bytes, out);
}

static bool read_block(const gpt_disk *disk, uint64_t number)
{
    return !EFI_ERROR(read_blocks(disk->handle, number, disk->block_bytes, disk->block));
}

gpt_disk bb_source_partition_gpt_disk(const block_disk *disk)
{
    return (gpt_disk){
        .handle = (void *)(uintptr_t)disk,
        .block_bytes = disk->io->Media->BlockSize,
        .blocks = disk->io->Media->LastBlock + 1,
        .block = room,
        .read = read_block,
    };
}

static bb_status fail(const bb_source *source, uint64_t offset, size_t length, EFI_STATUS status)
{
    return bb_fail(&unreadable, "%s: reading %zu bytes at offset %llu: %s", source->name, length,
                   (unsigned long long)offset, bb_uefi_status_name(status));
}

/* Whether a buffer is aligned as the device wants it: IoAlign 0 and 1 mean any way. */
static bool is_aligned(const void *out)
{
    UINT32 alignment = opened.io->Media->IoAlign;
    return alignment <= 1 || (uintptr_t)out % alignment == 0;
}

/* Reads what it can of a range: whole blocks straight to their place, else through the room. Tells
 * how many bytes. */
static EFI_STATUS read_some(uint64_t offset, uint8_t *out, size_t length, size_t *done)
{
    size_t block = opened.io->Media->BlockSize, skip = (size_t)(offset % block);
    uint64_t first = first_block + offset / block;
    if (skip == 0 && length >= block && is_aligned(out)) {
        *done = length - length % block;
        return read_blocks(&opened, first, *done, out);
    }
    *done = length < ROOM_BYTES - skip ? length : ROOM_BYTES - skip;
    EFI_STATUS status =
        read_blocks(&opened, first, (skip + *done + block - 1) / block * block, room);
    if (!EFI_ERROR(status)) {
        memcpy(out, room + skip, *done);
    }
    return status;
}

static bb_status read_at(bb_source *source, uint64_t offset, void *out, size_t length)
{
    for (size_t done = 0, part; done < length; done += part) {
        EFI_STATUS status = read_some(offset + done, (uint8_t *)out + done, length - done, &part);
        if (EFI_ERROR(status)) {
            return fail(source, offset + done, part, status);
        }
    }
    return BB_OK;
}

static bb_status start(bb_source *source, size_t number, uint64_t offset, void *out, size_t length)
{
    EFI_BLOCK_IO2_PROTOCOL *io2 = opened.io2;
    slot *slot = &slots[number];
    size_t block = io2->Media->BlockSize;
    slot->offset = offset;
    slot->length = length;
    if (offset % block != 0 || length % block != 0 || !is_aligned(out)) {
        return read_at(source, offset, out, length);
    }
    EFI_STATUS status = io2->ReadBlocksEx(io2, io2->Media->MediaId, first_block + offset / block,
                                          &slot->token, length, out);
    slot->under_way = !EFI_ERROR(status);
    return slot->under_way ? BB_OK : fail(source, offset, length, status);
}

/* Waits for a read, if it is under way. */
static EFI_STATUS wait(slot *slot)
{
    UINTN index;
    EFI_STATUS status = EFI_SUCCESS;
    if (slot->under_way) {
        status = bb_uefi_boot->WaitForEvent(1, &slot->token.Event, &index);
        status = EFI_ERROR(status) ? status : slot->token.TransactionStatus;
        slot->under_way = false;
    }
    return status;
}

static bb_status finish(bb_source *source, size_t number)
{
    EFI_STATUS status = wait(&slots[number]);
    return EFI_ERROR(status) ? fail(source, slots[number].offset, slots[number].length, status)
                             : BB_OK;
}

static void abandon(bb_source *source)
{
    (void)source;
    for (size_t i = 0; i < SLOTS; i++) {
        wait(&slots[i]);
    }
}

static void close_slots(size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bb_uefi_boot->CloseEvent(slots[i].token.Event);
    }
}

/* Makes the slots' events. Returns how many slots there are: all or none. */
static size_t open_slots(void)
{
    for (size_t i = 0; i < SLOTS; i++) {
        slots[i].under_way = false;
        if (EFI_ERROR(bb_uefi_boot->CreateEvent(0, 0, NULL, NULL, &slots[i].token.Event))) {
            close_slots(i);
            return 0;
        }
    }
    return SLOTS;
}

static void close(bb_source *source)
{
    abandon(source);
    close_slots(source->slots);
}

void bb_source_partition_read_from(const block_disk *disk, gpt_partition partition,
                                   const char *name, bb_source *out)
{
    opened = *disk;
    first_block = partition.first;
    *out = (bb_source){
        .name = name,
        .size = partition.count * disk->io->Media->BlockSize,
        .padded = true,
        .read = read_at,
        .close = close,
        .slots = disk->io2 != NULL ? open_slots() : 0,
        .start = start,
        .finish = finish,
        .abandon = abandon,
    };
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Disks. The driver gives two, with blocks of 512 and of 4096 bytes: byte i is i * 7 % 251, or
 * i * 5 % 251. A read that touches byte 40,000 of the first one fails.
 */
#include "check.h"

enum { READS = 6, BLOCK = 4096, BYTES = 65536 };

static const EFI_GUID io_guid = EFI_BLOCK_IO_PROTOCOL_GUID;
static const EFI_GUID io2_guid = EFI_BLOCK_IO2_PROTOCOL_GUID;
static const EFI_GUID path_guid = EFI_DEVICE_PATH_PROTOCOL_GUID;
static const EFI_GUID image_guid = EFI_LOADED_IMAGE_PROTOCOL_GUID;

static _Alignas(BLOCK) UINT8 bytes[BYTES];

static void check_content(const UINT8 *at, UINT64 offset, UINTN size, UINT64 factor)
{
    for (UINTN i = 0; i < size; i++)
        CHECK(at[i] == (offset + i) * factor % 251);
}

static void check_blocks(EFI_BLOCK_IO_PROTOCOL *io, UINT32 block, UINT64 factor)
{
    EFI_BLOCK_IO_MEDIA *m = io->Media;
    CHECK(m->BlockSize == block && m->MediaPresent && m->ReadOnly && !m->LogicalPartition);
    CHECK(m->LastBlock == BYTES / block - 1);
    CHECK(io->ReadBlocks(io, m->MediaId, 1, block, bytes) == EFI_SUCCESS);
    check_content(bytes, block, block, factor);
    CHECK(io->ReadBlocks(io, m->MediaId, m->LastBlock, block, bytes) == EFI_SUCCESS);
    check_content(bytes, BYTES - block, block, factor);
    CHECK(io->ReadBlocks(io, m->MediaId, m->LastBlock, 2 * block, bytes) == EFI_INVALID_PARAMETER);
    CHECK(io->ReadBlocks(io, m->MediaId, m->LastBlock + 1, block, bytes) == EFI_INVALID_PARAMETER);
    CHECK(io->ReadBlocks(io, m->MediaId, 0, block + 1, bytes) == EFI_BAD_BUFFER_SIZE);
    CHECK(io->ReadBlocks(io, m->MediaId, 0, block, bytes + 8) == EFI_INVALID_PARAMETER);
    CHECK(io->ReadBlocks(io, m->MediaId, 0, block, NULL) == EFI_INVALID_PARAMETER);
    CHECK(io->ReadBlocks(io, m->MediaId + 1, 0, block, bytes) == EFI_MEDIA_CHANGED);
    CHECK(io->WriteBlocks(io, m->MediaId, 0, block, bytes) == EFI_WRITE_PROTECTED);
    CHECK(io->Reset(io, 0) == EFI_SUCCESS && io->FlushBlocks(io) == EFI_SUCCESS);
}

/* Several at once; their tokens are looked at in the opposite order. */
static void check_reads_beside_each_other(EFI_BLOCK_IO2_PROTOCOL *io2)
{
    EFI_BLOCK_IO2_TOKEN tokens[READS];
    UINTN index;
    for (UINTN i = 0; i < READS; i++) {
        tokens[i].TransactionStatus = EFI_NOT_READY;
        CHECK(bs->CreateEvent(0, 0, NULL, NULL, &tokens[i].Event) == EFI_SUCCESS);
        CHECK(io2->ReadBlocksEx(io2, io2->Media->MediaId, 2 * i, &tokens[i], BLOCK,
                                bytes + i * BLOCK) == EFI_SUCCESS);
    }
    for (UINTN i = READS; i-- > 0;) {
        CHECK(bs->WaitForEvent(1, &tokens[i].Event, &index) == EFI_SUCCESS);
        CHECK(tokens[i].TransactionStatus == EFI_SUCCESS);
        check_content(bytes + i * BLOCK, 2 * i * BLOCK, BLOCK, 5);
        CHECK(bs->CheckEvent(tokens[i].Event) == EFI_NOT_READY);
        CHECK(bs->CloseEvent(tokens[i].Event) == EFI_SUCCESS);
    }
    EFI_BLOCK_IO2_TOKEN none = {0};
    CHECK(io2->ReadBlocksEx(io2, io2->Media->MediaId, 3, &none, BLOCK, bytes) == EFI_SUCCESS);
    check_content(bytes, 3 * BLOCK, BLOCK, 5);
    CHECK(io2->ReadBlocksEx(io2, io2->Media->MediaId, 4, NULL, BLOCK, bytes) == EFI_SUCCESS);
    check_content(bytes, 4 * BLOCK, BLOCK, 5);
    CHECK(io2->ReadBlocksEx(io2, io2->Media->MediaId, 0, &none, BLOCK, bytes + 1) ==
          EFI_INVALID_PARAMETER);
}

static void check_read_error(EFI_BLOCK_IO_PROTOCOL *io, EFI_BLOCK_IO2_PROTOCOL *io2)
{
    EFI_BLOCK_IO2_TOKEN token = {0};
    UINTN index;
    UINT32 id = io->Media->MediaId;
    CHECK(io->ReadBlocks(io, id, 40000 / 512, 512, bytes) == EFI_DEVICE_ERROR);
    CHECK(io->ReadBlocks(io, id, 40000 / 512 + 1, 512, bytes) == EFI_SUCCESS);
    CHECK(bs->CreateEvent(0, 0, NULL, NULL, &token.Event) == EFI_SUCCESS);
    CHECK(io2->ReadBlocksEx(io2, id, 0, &token, BYTES, bytes) == EFI_SUCCESS);
    CHECK(bs->WaitForEvent(1, &token.Event, &index) == EFI_SUCCESS);
    CHECK(token.TransactionStatus == EFI_DEVICE_ERROR);
}

/* The volume is on the first disk: its path begins with the disk's. */
static int begins_with(EFI_HANDLE volume, EFI_HANDLE disk)
{
    VOID *a, *b;
    CHECK(bs->HandleProtocol(volume, &path_guid, &a) == EFI_SUCCESS);
    CHECK(bs->HandleProtocol(disk, &path_guid, &b) == EFI_SUCCESS);
    const UINT8 *of_volume = a, *of_disk = b;
    UINTN i = 0;
    while (of_disk[i] != END_DEVICE_PATH_TYPE)
        for (UINTN end = i + of_disk[i + 2]; i < end; i++)
            if (of_disk[i] != of_volume[i])
                return 0;
    return 1;
}

EFI_STATUS run(void)
{
    EFI_HANDLE *handles;
    UINTN count;
    EFI_BLOCK_IO_PROTOCOL *io[2];
    EFI_BLOCK_IO2_PROTOCOL *io2[2];
    EFI_LOADED_IMAGE_PROTOCOL *loaded;
    VOID *interface;
    CHECK(bs->LocateHandleBuffer(ByProtocol, &io_guid, NULL, &count, &handles) == EFI_SUCCESS);
    CHECK(count == 2);
    for (UINTN i = 0; i < count; i++) { /* the last one comes first */
        CHECK(bs->HandleProtocol(handles[1 - i], &io_guid, &interface) == EFI_SUCCESS);
        io[i] = interface;
        CHECK(bs->HandleProtocol(handles[1 - i], &io2_guid, &interface) ==
              (option_is("no-io2") ? EFI_UNSUPPORTED : EFI_SUCCESS));
        io2[i] = interface;
    }
    check_blocks(io[0], 512, 7);
    check_blocks(io[1], 4096, 5);
    CHECK(bs->HandleProtocol(image, &image_guid, &interface) == EFI_SUCCESS);
    loaded = interface;
    CHECK(begins_with(loaded->DeviceHandle, handles[1]));
    CHECK(!begins_with(loaded->DeviceHandle, handles[0]));
    if (!option_is("no-io2")) {
        check_reads_beside_each_other(io2[1]);
        check_read_error(io[0], io2[0]);
    }
    return EFI_SUCCESS;
}

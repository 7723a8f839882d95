/* SPDX-License-Identifier: Apache-2.0 */
/* Block devices. Source: UEFI 2.10, sections 13.9 and 13.10. */
#ifndef EFI_BLOCK_H
#define EFI_BLOCK_H

#include "efi_types.h"

#define EFI_BLOCK_IO_PROTOCOL_GUID                                                                 \
    {0x964e5b21, 0x6459, 0x11d2, {0x8e, 0x39, 0x00, 0xa0, 0xc9, 0x69, 0x72, 0x3b}}

#define EFI_BLOCK_IO_PROTOCOL_REVISION 0x00010000u
#define EFI_BLOCK_IO_PROTOCOL_REVISION2 0x00020001u
#define EFI_BLOCK_IO_PROTOCOL_REVISION3 0x0002001fu

typedef struct {
    UINT32 MediaId;
    BOOLEAN RemovableMedia;
    BOOLEAN MediaPresent;
    BOOLEAN LogicalPartition;
    BOOLEAN ReadOnly;
    BOOLEAN WriteCaching;
    UINT32 BlockSize; /* in bytes */
    UINT32 IoAlign;   /* of buffers: 0, 1 or a power of two, in bytes */
    EFI_LBA LastBlock;
    EFI_LBA LowestAlignedLba;                /* revision 2 and later */
    UINT32 LogicalBlocksPerPhysicalBlock;    /* revision 2 and later */
    UINT32 OptimalTransferLengthGranularity; /* revision 3 */
} EFI_BLOCK_IO_MEDIA;

typedef struct EFI_BLOCK_IO_PROTOCOL EFI_BLOCK_IO_PROTOCOL;

typedef EFI_STATUS(EFIAPI *EFI_BLOCK_RESET)(EFI_BLOCK_IO_PROTOCOL *This,
                                            BOOLEAN ExtendedVerification);
/* BufferSize is in bytes, a multiple of BlockSize. */
typedef EFI_STATUS(EFIAPI *EFI_BLOCK_READ)(EFI_BLOCK_IO_PROTOCOL *This, UINT32 MediaId, EFI_LBA LBA,
                                           UINTN BufferSize, VOID *Buffer);
typedef EFI_STATUS(EFIAPI *EFI_BLOCK_WRITE)(EFI_BLOCK_IO_PROTOCOL *This, UINT32 MediaId,
                                            EFI_LBA LBA, UINTN BufferSize, VOID *Buffer);
typedef EFI_STATUS(EFIAPI *EFI_BLOCK_FLUSH)(EFI_BLOCK_IO_PROTOCOL *This);

struct EFI_BLOCK_IO_PROTOCOL {
    UINT64 Revision;
    EFI_BLOCK_IO_MEDIA *Media;
    EFI_BLOCK_RESET Reset;
    EFI_BLOCK_READ ReadBlocks;
    EFI_BLOCK_WRITE WriteBlocks;
    EFI_BLOCK_FLUSH FlushBlocks;
};

#define EFI_BLOCK_IO2_PROTOCOL_GUID                                                                \
    {0xa77b2472, 0xe282, 0x4e9f, {0xa2, 0x45, 0xc2, 0xc0, 0xe2, 0x7b, 0xbc, 0xc1}}

/* With an event, a call returns at once; when the event is signaled, the status is there. */
typedef struct {
    EFI_EVENT Event;
    EFI_STATUS TransactionStatus;
} EFI_BLOCK_IO2_TOKEN;

typedef struct EFI_BLOCK_IO2_PROTOCOL EFI_BLOCK_IO2_PROTOCOL;

typedef EFI_STATUS(EFIAPI *EFI_BLOCK_RESET_EX)(EFI_BLOCK_IO2_PROTOCOL *This,
                                               BOOLEAN ExtendedVerification);
typedef EFI_STATUS(EFIAPI *EFI_BLOCK_READ_EX)(EFI_BLOCK_IO2_PROTOCOL *This, UINT32 MediaId,
                                              EFI_LBA LBA, EFI_BLOCK_IO2_TOKEN *Token,
                                              UINTN BufferSize, VOID *Buffer);
typedef EFI_STATUS(EFIAPI *EFI_BLOCK_WRITE_EX)(EFI_BLOCK_IO2_PROTOCOL *This, UINT32 MediaId,
                                               EFI_LBA LBA, EFI_BLOCK_IO2_TOKEN *Token,
                                               UINTN BufferSize, VOID *Buffer);
typedef EFI_STATUS(EFIAPI *EFI_BLOCK_FLUSH_EX)(EFI_BLOCK_IO2_PROTOCOL *This,
                                               EFI_BLOCK_IO2_TOKEN *Token);

struct EFI_BLOCK_IO2_PROTOCOL {
    EFI_BLOCK_IO_MEDIA *Media;
    EFI_BLOCK_RESET_EX Reset;
    EFI_BLOCK_READ_EX ReadBlocksEx;
    EFI_BLOCK_WRITE_EX WriteBlocksEx;
    EFI_BLOCK_FLUSH_EX FlushBlocksEx;
};

_Static_assert(offsetof(EFI_BLOCK_IO_MEDIA, BlockSize) == 12, "five BOOLEANs, padded");
_Static_assert(offsetof(EFI_BLOCK_IO_MEDIA, LastBlock) == 24, "LastBlock is at 24");
_Static_assert(sizeof(EFI_BLOCK_IO_PROTOCOL) == 48, "block: revision, media, 4 functions");
_Static_assert(sizeof(EFI_BLOCK_IO2_PROTOCOL) == 40, "block 2: media, 4 functions");

#endif

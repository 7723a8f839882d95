/* SPDX-License-Identifier: Apache-2.0 */
/* Volumes and files. Source: UEFI 2.10, section 13.4 (file system), 13.5 (files). */
#ifndef EFI_FILE_H
#define EFI_FILE_H

#include "efi_types.h"

#define EFI_SIMPLE_FILE_SYSTEM_PROTOCOL_GUID                                                       \
    {0x964e5b22, 0x6459, 0x11d2, {0x8e, 0x39, 0x00, 0xa0, 0xc9, 0x69, 0x72, 0x3b}}
#define EFI_FILE_INFO_ID                                                                           \
    {0x09576e92, 0x6d3f, 0x11d2, {0x8e, 0x39, 0x00, 0xa0, 0xc9, 0x69, 0x72, 0x3b}}
#define EFI_FILE_SYSTEM_INFO_ID                                                                    \
    {0x09576e93, 0x6d3f, 0x11d2, {0x8e, 0x39, 0x00, 0xa0, 0xc9, 0x69, 0x72, 0x3b}}
#define EFI_FILE_SYSTEM_VOLUME_LABEL_ID                                                            \
    {0xdb47d7d3, 0xfe81, 0x11d3, {0x9a, 0x35, 0x00, 0x90, 0x27, 0x3f, 0xc1, 0x4d}}

#define EFI_SIMPLE_FILE_SYSTEM_PROTOCOL_REVISION 0x00010000u
#define EFI_FILE_PROTOCOL_REVISION 0x00010000u
#define EFI_FILE_PROTOCOL_REVISION2 0x00020000u

/* Open modes: read, read and write, or read and write and create. */
#define EFI_FILE_MODE_READ 0x0000000000000001ull
#define EFI_FILE_MODE_WRITE 0x0000000000000002ull
#define EFI_FILE_MODE_CREATE 0x8000000000000000ull

/* File attributes. */
#define EFI_FILE_READ_ONLY 0x0000000000000001ull
#define EFI_FILE_HIDDEN 0x0000000000000002ull
#define EFI_FILE_SYSTEM 0x0000000000000004ull
#define EFI_FILE_RESERVED 0x0000000000000008ull
#define EFI_FILE_DIRECTORY 0x0000000000000010ull
#define EFI_FILE_ARCHIVE 0x0000000000000020ull
#define EFI_FILE_VALID_ATTR 0x0000000000000037ull

/* SetPosition: the end of the file. */
#define EFI_FILE_END_POSITION 0xffffffffffffffffull

typedef struct EFI_FILE_PROTOCOL EFI_FILE_PROTOCOL;
typedef struct EFI_SIMPLE_FILE_SYSTEM_PROTOCOL EFI_SIMPLE_FILE_SYSTEM_PROTOCOL;

typedef struct {
    EFI_EVENT Event;
    EFI_STATUS Status;
    UINTN BufferSize;
    VOID *Buffer;
} EFI_FILE_IO_TOKEN;

/* FileName is relative to This, or starts with a backslash; "." and ".." are understood. */
typedef EFI_STATUS(EFIAPI *EFI_FILE_OPEN)(EFI_FILE_PROTOCOL *This, EFI_FILE_PROTOCOL **NewHandle,
                                          CHAR16 *FileName, UINT64 OpenMode, UINT64 Attributes);
typedef EFI_STATUS(EFIAPI *EFI_FILE_CLOSE)(EFI_FILE_PROTOCOL *This);
/* Closes the handle in any case; EFI_WARN_DELETE_FAILURE when the file stays. */
typedef EFI_STATUS(EFIAPI *EFI_FILE_DELETE)(EFI_FILE_PROTOCOL *This);
/* A file: reads bytes, 0 at the end. A directory: one EFI_FILE_INFO a call, 0 bytes at the end. */
typedef EFI_STATUS(EFIAPI *EFI_FILE_READ)(EFI_FILE_PROTOCOL *This, UINTN *BufferSize, VOID *Buffer);
typedef EFI_STATUS(EFIAPI *EFI_FILE_WRITE)(EFI_FILE_PROTOCOL *This, UINTN *BufferSize,
                                           VOID *Buffer);
typedef EFI_STATUS(EFIAPI *EFI_FILE_GET_POSITION)(EFI_FILE_PROTOCOL *This, UINT64 *Position);
typedef EFI_STATUS(EFIAPI *EFI_FILE_SET_POSITION)(EFI_FILE_PROTOCOL *This, UINT64 Position);
typedef EFI_STATUS(EFIAPI *EFI_FILE_GET_INFO)(EFI_FILE_PROTOCOL *This,
                                              const EFI_GUID *InformationType, UINTN *BufferSize,
                                              VOID *Buffer);
typedef EFI_STATUS(EFIAPI *EFI_FILE_SET_INFO)(EFI_FILE_PROTOCOL *This,
                                              const EFI_GUID *InformationType, UINTN BufferSize,
                                              VOID *Buffer);
typedef EFI_STATUS(EFIAPI *EFI_FILE_FLUSH)(EFI_FILE_PROTOCOL *This);
typedef EFI_STATUS(EFIAPI *EFI_FILE_OPEN_EX)(EFI_FILE_PROTOCOL *This, EFI_FILE_PROTOCOL **NewHandle,
                                             CHAR16 *FileName, UINT64 OpenMode, UINT64 Attributes,
                                             EFI_FILE_IO_TOKEN *Token);
typedef EFI_STATUS(EFIAPI *EFI_FILE_READ_EX)(EFI_FILE_PROTOCOL *This, EFI_FILE_IO_TOKEN *Token);
typedef EFI_STATUS(EFIAPI *EFI_FILE_WRITE_EX)(EFI_FILE_PROTOCOL *This, EFI_FILE_IO_TOKEN *Token);
typedef EFI_STATUS(EFIAPI *EFI_FILE_FLUSH_EX)(EFI_FILE_PROTOCOL *This, EFI_FILE_IO_TOKEN *Token);

struct EFI_FILE_PROTOCOL {
    UINT64 Revision;
    EFI_FILE_OPEN Open;
    EFI_FILE_CLOSE Close;
    EFI_FILE_DELETE Delete;
    EFI_FILE_READ Read;
    EFI_FILE_WRITE Write;
    EFI_FILE_GET_POSITION GetPosition;
    EFI_FILE_SET_POSITION SetPosition;
    EFI_FILE_GET_INFO GetInfo;
    EFI_FILE_SET_INFO SetInfo;
    EFI_FILE_FLUSH Flush;
    EFI_FILE_OPEN_EX OpenEx; /* this and the rest: revision 2 */
    EFI_FILE_READ_EX ReadEx;
    EFI_FILE_WRITE_EX WriteEx;
    EFI_FILE_FLUSH_EX FlushEx;
};

/* The caller closes the root that OpenVolume returns. */
typedef EFI_STATUS(EFIAPI *EFI_SIMPLE_FILE_SYSTEM_PROTOCOL_OPEN_VOLUME)(
    EFI_SIMPLE_FILE_SYSTEM_PROTOCOL *This, EFI_FILE_PROTOCOL **Root);

struct EFI_SIMPLE_FILE_SYSTEM_PROTOCOL {
    UINT64 Revision;
    EFI_SIMPLE_FILE_SYSTEM_PROTOCOL_OPEN_VOLUME OpenVolume;
};

typedef struct {
    UINT64 Size;         /* of this structure, name and its terminator included, in bytes */
    UINT64 FileSize;     /* in bytes */
    UINT64 PhysicalSize; /* on the volume, in bytes */
    EFI_TIME CreateTime;
    EFI_TIME LastAccessTime;
    EFI_TIME ModificationTime;
    UINT64 Attribute;
    CHAR16 FileName[]; /* null-terminated */
} EFI_FILE_INFO;

typedef struct {
    UINT64 Size; /* of this structure, label and its terminator included, in bytes */
    BOOLEAN ReadOnly;
    UINT64 VolumeSize;    /* in bytes */
    UINT64 FreeSpace;     /* in bytes */
    UINT32 BlockSize;     /* in bytes */
    CHAR16 VolumeLabel[]; /* null-terminated */
} EFI_FILE_SYSTEM_INFO;

#define SIZE_OF_EFI_FILE_INFO offsetof(EFI_FILE_INFO, FileName)
#define SIZE_OF_EFI_FILE_SYSTEM_INFO offsetof(EFI_FILE_SYSTEM_INFO, VolumeLabel)

_Static_assert(sizeof(EFI_FILE_PROTOCOL) == 120, "file: revision, 14 functions");
_Static_assert(SIZE_OF_EFI_FILE_INFO == 80, "EFI_FILE_INFO: the name is at 80");
_Static_assert(SIZE_OF_EFI_FILE_SYSTEM_INFO == 36, "EFI_FILE_SYSTEM_INFO: the label is at 36");

#endif

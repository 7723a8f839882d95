/* SPDX-License-Identifier: Apache-2.0 */
/* What the firmware tells an image about itself. Source: UEFI 2.10, section 9.1. */
#ifndef EFI_LOADED_IMAGE_H
#define EFI_LOADED_IMAGE_H

#include "efi_device_path.h"
#include "efi_tables.h"

#define EFI_LOADED_IMAGE_PROTOCOL_GUID                                                             \
    {0x5b1b31a1, 0x9562, 0x11d2, {0x8e, 0x3f, 0x00, 0xa0, 0xc9, 0x69, 0x72, 0x3b}}

#define EFI_LOADED_IMAGE_PROTOCOL_REVISION 0x1000u

typedef EFI_STATUS(EFIAPI *EFI_IMAGE_UNLOAD)(EFI_HANDLE ImageHandle);

typedef struct {
    UINT32 Revision;
    EFI_HANDLE ParentHandle;
    EFI_SYSTEM_TABLE *SystemTable;
    EFI_HANDLE DeviceHandle; /* the volume that the image was read from */
    EFI_DEVICE_PATH_PROTOCOL *FilePath;
    VOID *Reserved;
    UINT32 LoadOptionsSize; /* in bytes */
    VOID *LoadOptions;      /* usually a CHAR16 text */
    VOID *ImageBase;
    UINT64 ImageSize; /* in memory, in bytes */
    EFI_MEMORY_TYPE ImageCodeType;
    EFI_MEMORY_TYPE ImageDataType;
    EFI_IMAGE_UNLOAD Unload;
} EFI_LOADED_IMAGE_PROTOCOL;

_Static_assert(offsetof(EFI_LOADED_IMAGE_PROTOCOL, ImageBase) == 64, "ImageBase is at 64");
_Static_assert(sizeof(EFI_LOADED_IMAGE_PROTOCOL) == 96, "EFI_LOADED_IMAGE_PROTOCOL is 96 bytes");

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#include "partition_disks.h"

#include "bb_bytes.h"
#include "uefi.h"

/* Longer device paths are not believed. */
#define MOST_PATH_BYTES 4096

static void *protocol_of(EFI_HANDLE handle, const EFI_GUID *guid)
{
    void *found = NULL;
    EFI_STATUS status = bb_uefi_boot->HandleProtocol(handle, guid, &found);
    return EFI_ERROR(status) ? NULL : found;
}

/* A device's path without its end; 0 bytes if it has none. */
static size_t path_of(EFI_HANDLE handle, const uint8_t **path)
{
    static const EFI_GUID guid = EFI_DEVICE_PATH_PROTOCOL_GUID;
    const uint8_t *start = protocol_of(handle, &guid);
    size_t bytes = 0;
    *path = start;
    while (start != NULL && start[bytes] != END_DEVICE_PATH_TYPE) {
        size_t node = start[bytes + 2] | (size_t)start[bytes + 3] << 8;
        if (node < sizeof(EFI_DEVICE_PATH_PROTOCOL) || node > MOST_PATH_BYTES - bytes) {
            return 0;
        }
        bytes += node;
    }
    return bytes;
}

static EFI_HANDLE boot_volume(void)
{
    static const EFI_GUID guid = EFI_LOADED_IMAGE_PROTOCOL_GUID;
    EFI_LOADED_IMAGE_PROTOCOL *image = protocol_of(bb_uefi_image, &guid);
    return image == NULL ? NULL : image->DeviceHandle;
}

/* Whether the boot volume is on this disk: then the disk's path begins the volume's. */
static bool is_boot_disk(EFI_HANDLE disk)
{
    EFI_HANDLE volume = boot_volume();
    const uint8_t *of_disk, *of_volume;
    size_t bytes = path_of(disk, &of_disk);
    return volume != NULL && bytes > 0 && path_of(volume, &of_volume) >= bytes &&
           memcmp(of_disk, of_volume, bytes) == 0;
}

bool bb_source_partition_visit_disks(bool (*visit)(void *context, const block_disk *disk),
                                     void *context, size_t *count)
{
    static const EFI_GUID io_guid = EFI_BLOCK_IO_PROTOCOL_GUID;
    static const EFI_GUID io2_guid = EFI_BLOCK_IO2_PROTOCOL_GUID;
    EFI_HANDLE *handles = NULL;
    UINTN handle_count = 0;
    bool found = false;
    *count = 0;
    if (EFI_ERROR(bb_uefi_boot->LocateHandleBuffer(ByProtocol, &io_guid, NULL, &handle_count,
                                                   &handles))) {
        return false;
    }
    for (int others = 0; others < 2 && !found; others++) {
        for (UINTN i = 0; i < handle_count && !found; i++) {
            block_disk disk = {
                .io = protocol_of(handles[i], &io_guid),
                .io2 = protocol_of(handles[i], &io2_guid),
            };
            if (disk.io == NULL || disk.io->Media->LogicalPartition ||
                is_boot_disk(handles[i]) == others) {
                continue;
            }
            ++*count;
            found = visit(context, &disk);
        }
    }
    bb_uefi_boot->FreePool(handles);
    return found;
}

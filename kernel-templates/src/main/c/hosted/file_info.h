/* SPDX-License-Identifier: Apache-2.0 */
/* GetInfo and SetInfo: EFI_FILE_INFO, EFI_FILE_SYSTEM_INFO and the volume label. */
#ifndef HOSTED_FILE_INFO_H
#define HOSTED_FILE_INFO_H

#include "file_table.h"

/*
 * `size` is the room in `buffer`, and then the bytes needed: too little room gives
 * EFI_BUFFER_TOO_SMALL.
 */
EFI_STATUS file_info_describe(const char *name, int fd, UINTN *size, void *buffer);
EFI_STATUS file_info_get(struct file *file, const EFI_GUID *type, UINTN *size, void *buffer);
EFI_STATUS file_info_set(struct file *file, const EFI_GUID *type, UINTN size, const void *buffer);

#endif

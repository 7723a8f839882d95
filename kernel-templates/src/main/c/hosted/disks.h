/* SPDX-License-Identifier: Apache-2.0 */
/* Block devices (UEFI 2.10, sections 13.9 and 13.10): files of Linux, read-only. */
#ifndef HOSTED_DISKS_H
#define HOSTED_DISKS_H

#include "hosted.h"

/* A disk of --disk. */
struct disk {
    EFI_BLOCK_IO_PROTOCOL block_io;
    EFI_BLOCK_IO2_PROTOCOL block_io2;
    EFI_BLOCK_IO_MEDIA media;
    const char *path;
    int fd;
};

/* The disks, in the order of the command line. */
struct disk *disks_get(size_t *count);

/* Opens the files of --disk, and starts the thread that reads them for ReadBlocksEx. */
void disks_open(void);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PARTITION_BLOCKS_H
#define PARTITION_BLOCKS_H

/* Reading blocks of a disk. Source: UEFI 2.10, sections 13.9 and 13.10. */
#include <stdbool.h>
#include <stdint.h>

#include "bb_source.h"
#include "efi/efi.h"
#include "gpt.h"

/* A disk as the firmware gives it. */
typedef struct block_disk {
    EFI_BLOCK_IO_PROTOCOL *io;
    EFI_BLOCK_IO2_PROTOCOL *io2; /* for reads beside each other; or NULL */
} block_disk;

/* Whether it is there and has blocks of a size, and wants an alignment, that this module knows. */
bool bb_source_partition_is_usable(const block_disk *disk);

/* The disk as its partition table is read. It must be usable, and outlive the result. */
gpt_disk bb_source_partition_gpt_disk(const block_disk *disk);

/* A partition as a source, the only one at a time. Closing it waits for what is under way. */
void bb_source_partition_read_from(const block_disk *disk, gpt_partition partition,
                                   const char *name, bb_source *out);

#endif

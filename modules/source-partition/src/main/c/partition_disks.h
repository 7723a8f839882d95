/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PARTITION_DISKS_H
#define PARTITION_DISKS_H

/* The disks of the machine: whole ones, not their partitions. */
#include <stdbool.h>
#include <stddef.h>

#include "partition_blocks.h"

/* Calls `visit` for each disk, that of the boot volume first, until it says true. Returns whether
 * it did; *count tells how many it saw. */
bool bb_source_partition_visit_disks(bool (*visit)(void *context, const block_disk *disk),
                                     void *context, size_t *count);

#endif

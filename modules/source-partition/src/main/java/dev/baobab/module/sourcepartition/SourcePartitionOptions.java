// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.sourcepartition;

import dev.baobab.dsl.module.KernelModule;

/**
 * Reads the model from a partition of its own, as {@code mvn image} makes it for models that are
 * too large for a file of FAT32. The disk that the kernel was started from is looked at first;
 * several reads are under way at once where the firmware can.
 */
@KernelModule(
    id = "source-partition",
    builder = "Source.partition",
    summary = "Reads the model from a partition of its own",
    composer = SourcePartitionModule.class,
    sources = {"gpt.c", "partition_blocks.c", "partition_disks.c", "source_partition.c"},
    headers = {"gpt.h", "partition_blocks.h", "partition_disks.h", "source_partition.h"})
public interface SourcePartitionOptions {}

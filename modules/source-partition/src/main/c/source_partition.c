/* SPDX-License-Identifier: Apache-2.0 */
#include "source_partition.h"

#include "bb_config.h"
#include "bb_platform.h"
#include "bb_text.h"
#include "partition_blocks.h"
#include "partition_disks.h"

BB_ERROR(missing, "E-PARTITION-MISSING",
         "Write the whole image to the disk again, and start the kernel from there.");

/* 0be47e0f-89da-40e1-a8ca-5c137a33f3f2, as it stands on a disk. */
static const uint8_t model_type[16] = {0x0f, 0x7e, 0xe4, 0x0b, 0xda, 0x89, 0xe1, 0x40,
                                       0xa8, 0xca, 0x5c, 0x13, 0x7a, 0x33, 0xf3, 0xf2};

static bool open_on(void *context, const block_disk *disk)
{
    gpt_partition partition;
    if (!bb_source_partition_is_usable(disk)) {
        return false;
    }
    gpt_disk table = bb_source_partition_gpt_disk(disk);
    if (!bb_source_partition_find(&table, model_type, &partition)) {
        return false;
    }
    bb_source_partition_read_from(disk, partition, "the model partition", context);
    return true;
}

bb_status bb_source_partition_open(bb_kernel *kernel, const char *name, bb_source *out)
{
    (void)kernel;
    static const char model[] = BB_MODEL_FILE;
    size_t disks;
    if (!bb_text_equal(name, bb_text_length(name), model, sizeof model - 1)) {
        return bb_fail(&bb_file_missing, "%s is not on the boot volume", name);
    }
    if (!bb_source_partition_visit_disks(open_on, out, &disks)) {
        return bb_fail(&missing,
                       "%s is not on the boot volume, and none of %zu disks has a model partition",
                       name, disks);
    }
    return BB_OK;
}

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GPT_H
#define GPT_H

/* GUID partition tables. Source: UEFI 2.10, section 5.3. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Blocks can be so large. */
#define GPT_MOST_BLOCK_BYTES 4096

typedef struct gpt_disk gpt_disk;

struct gpt_disk {
    void *handle;
    size_t block_bytes; /* 512 to GPT_MOST_BLOCK_BYTES, a power of two */
    uint64_t blocks;
    uint8_t *block; /* room for one, as the device wants it */

    /* Reads a block of the disk into `block`. */
    bool (*read)(const gpt_disk *disk, uint64_t number);
};

/* The blocks of a partition: `count` from `first` on, all of them on the disk. */
typedef struct gpt_partition {
    uint64_t first;
    uint64_t count;
} gpt_partition;

/*
 * Finds the first partition of a type. False if there is none, or no sound table: the one at the
 * disk's start, or else its copy at the end, must have the right checksums.
 *
 * @param type as on the disk: the first three fields of the GUID little-endian
 */
bool bb_source_partition_find(const gpt_disk *disk, const uint8_t type[16], gpt_partition *out);

#endif

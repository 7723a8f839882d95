/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: gpt_image.c ../../main/c/gpt.c */
/*
 * libFuzzer target: any bytes as the start of a disk, and once more with the checksums that a table
 * there should have. A partition that is found must be on the disk.
 */
#include "bb_fuzz.h"
#include "gpt.h"
#include "gpt_image.h"

static const uint8_t *disk_bytes;
static size_t disk_size;
static uint8_t block[GPT_MOST_BLOCK_BYTES];

static bool read_disk(const gpt_disk *disk, uint64_t number)
{
    REQUIRE(number < disk->blocks);
    memset(disk->block, 0, disk->block_bytes);
    size_t at = (size_t)number * disk->block_bytes;
    if (at < disk_size)
        memcpy(disk->block, disk_bytes + at,
               disk_size - at < disk->block_bytes ? disk_size - at : disk->block_bytes);
    return number != 77;
}

static void take(const uint8_t *bytes, size_t size, size_t block_bytes, uint64_t blocks)
{
    gpt_disk disk = {
        .block_bytes = block_bytes, .blocks = blocks, .block = block, .read = read_disk};
    gpt_partition found;
    disk_bytes = bytes;
    disk_size = size;
    if (bb_source_partition_find(&disk, image_type, &found))
        REQUIRE(found.count > 0 && found.first < blocks && found.count <= blocks - found.first);
}

static void put_crc(uint8_t *at, const uint8_t *bytes, size_t length)
{
    uint32_t crc = gpt_image_crc(bytes, length);
    memcpy(at, &crc, sizeof crc);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    size_t block_bytes = (size_t)512 << data[0] % 4;
    uint64_t blocks = data[1] == 255 ? UINT64_MAX / 4096 : data[1];
    take(data, size, block_bytes, blocks);
    uint8_t *sealed = fuzz_bytes(data, size), *header = sealed + block_bytes;
    if (size >= block_bytes + 92) {
        uint32_t length, count, each;
        uint64_t at;
        memcpy(&length, header + 12, 4);
        memcpy(&at, header + 72, 8);
        memcpy(&count, header + 80, 4);
        memcpy(&each, header + 84, 4);
        if (at <= size / block_bytes && (uint64_t)count * each <= size - at * block_bytes)
            put_crc(header + 88, sealed + at * block_bytes, (size_t)count * each);
        memset(header + 16, 0, 4);
        if (length >= 92 && length <= size - block_bytes)
            put_crc(header + 16, header, length);
        take(sealed, size, block_bytes, blocks);
    }
    free(sealed);
    return 0;
}

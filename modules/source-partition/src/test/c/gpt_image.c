/* SPDX-License-Identifier: Apache-2.0 */
#include "gpt_image.h"

#include <stdlib.h>
#include <string.h>

enum { ENTRIES = 8, ENTRY_BYTES = 128, HEADER_BYTES = 92 };

const uint8_t image_type[16] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

static uint8_t block[GPT_MOST_BLOCK_BYTES];

uint32_t gpt_image_crc(const void *bytes, size_t length)
{
    const uint8_t *at = bytes;
    uint32_t crc = UINT32_MAX;
    for (size_t i = 0; i < length; i++) {
        crc ^= at[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc & 1 ? crc >> 1 ^ UINT32_C(0xedb88320) : crc >> 1;
    }
    return ~crc;
}

static void put(uint8_t *at, uint64_t value, size_t size)
{
    memcpy(at, &value, size);
}

static size_t entry_blocks(const gpt_image *image)
{
    return (ENTRIES * ENTRY_BYTES + image->block_bytes - 1) / image->block_bytes;
}

uint8_t *gpt_image_header(const gpt_image *image, int copy)
{
    return image->bytes + (copy ? IMAGE_BLOCKS - 1 : 1) * image->block_bytes;
}

static uint64_t entries_at(const gpt_image *image, int copy)
{
    return copy ? IMAGE_BLOCKS - 1 - entry_blocks(image) : 2;
}

uint8_t *gpt_image_entries(const gpt_image *image, int copy)
{
    return image->bytes + entries_at(image, copy) * image->block_bytes;
}

static void put_entry(uint8_t *entry, const uint8_t type[16], uint64_t first, uint64_t last)
{
    memcpy(entry, type, 16);
    memset(entry + 16, 0x77, 16);
    put(entry + 32, first, 8);
    put(entry + 40, last, 8);
}

void gpt_image_seal(gpt_image *image, int copy)
{
    uint8_t *header = gpt_image_header(image, copy);
    put(header + 88, gpt_image_crc(gpt_image_entries(image, copy), ENTRIES * ENTRY_BYTES), 4);
    put(header + 16, 0, 4);
    put(header + 16, gpt_image_crc(header, HEADER_BYTES), 4);
}

static void make_table(gpt_image *image, int copy)
{
    static const uint8_t other[16] = {9};
    uint8_t *header = gpt_image_header(image, copy), *entries = gpt_image_entries(image, copy);
    memcpy(header, "EFI PART", 8);
    put(header + 8, 0x10000, 4);
    put(header + 12, HEADER_BYTES, 4);
    put(header + 24, copy ? IMAGE_BLOCKS - 1 : 1, 8);
    put(header + 32, copy ? 1 : IMAGE_BLOCKS - 1, 8);
    put(header + 40, 2 + entry_blocks(image), 8);
    put(header + 48, IMAGE_BLOCKS - 2 - entry_blocks(image), 8);
    put(header + 72, entries_at(image, copy), 8);
    put(header + 80, ENTRIES, 4);
    put(header + 84, ENTRY_BYTES, 4);
    put_entry(entries, other, 10, 19);
    put_entry(entries + 2 * ENTRY_BYTES, image_type, 20, 29);
    gpt_image_seal(image, copy);
}

gpt_image gpt_image_make(size_t block_bytes)
{
    gpt_image image = {.block_bytes = block_bytes,
                       .bytes = calloc(IMAGE_BLOCKS, block_bytes),
                       .reads_until_failure = UINT64_MAX};
    make_table(&image, 0);
    make_table(&image, 1);
    return image;
}

static bool read_image(const gpt_disk *disk, uint64_t number)
{
    gpt_image *image = disk->handle;
    if (number >= IMAGE_BLOCKS)
        abort();
    if (image->reads_until_failure-- == 0)
        return false;
    memcpy(disk->block, image->bytes + number * image->block_bytes, image->block_bytes);
    return true;
}

gpt_disk gpt_image_disk(gpt_image *image)
{
    return (gpt_disk){.handle = image,
                      .block_bytes = image->block_bytes,
                      .blocks = IMAGE_BLOCKS,
                      .block = block,
                      .read = read_image};
}

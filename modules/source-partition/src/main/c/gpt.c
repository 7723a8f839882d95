/* SPDX-License-Identifier: Apache-2.0 */
#include "gpt.h"

#include "bb_bytes.h"

/* Where the header's fields are (UEFI 2.10, table 5-5), and those of an entry (table 5-6). */
enum {
    HEADER_BYTES_AT = 12,
    HEADER_CRC_AT = 16,
    HEADER_CRC_END = 20,
    OWN_BLOCK_AT = 24,
    FIRST_USABLE_AT = 40,
    LAST_USABLE_AT = 48,
    ENTRIES_AT_AT = 72,
    ENTRIES_AT = 80,
    ENTRY_BYTES_AT = 84,
    ENTRIES_CRC_AT = 88,
    LEAST_HEADER_BYTES = 92,

    TYPE_BYTES = 16,
    FIRST_BLOCK_AT = 32,
    LAST_BLOCK_AT = 40,
    LEAST_ENTRY_BYTES = 128,

    MOST_ENTRIES = 4096, /* 128 are usual */
};

typedef struct gpt_header {
    uint64_t first_usable;
    uint64_t last_usable;
    uint64_t entries_at; /* block */
    size_t entries;
    size_t entry_bytes;
    uint32_t entries_crc;
} gpt_header;

static uint32_t number32_at(const uint8_t *bytes)
{
    uint32_t number;
    __builtin_memcpy(&number, bytes, sizeof number);
    return number;
}

static uint64_t number64_at(const uint8_t *bytes)
{
    uint64_t number;
    __builtin_memcpy(&number, bytes, sizeof number);
    return number;
}

/* CRC-32 of a text whose first part has `before`, half a byte at a time. */
static uint32_t crc32(uint32_t before, const uint8_t *bytes, size_t length)
{
    static const uint32_t halves[16] = {0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac,
                                        0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
                                        0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
                                        0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c};
    uint32_t crc = ~before;
    for (size_t i = 0; i < length; i++) {
        crc ^= bytes[i];
        crc = crc >> 4 ^ halves[crc & 15];
        crc = crc >> 4 ^ halves[crc & 15];
    }
    return ~crc;
}

/* Of a header, whose own field counts as zero. */
static uint32_t header_crc(const uint8_t *bytes, size_t length)
{
    static const uint8_t zeros[HEADER_CRC_END - HEADER_CRC_AT];
    uint32_t crc = crc32(0, bytes, HEADER_CRC_AT);
    crc = crc32(crc, zeros, sizeof zeros);
    return crc32(crc, bytes + HEADER_CRC_END, length - HEADER_CRC_END);
}

static bool read_header(const gpt_disk *disk, uint64_t block, gpt_header *out)
{
    const uint8_t *bytes = disk->block;
    if (!disk->read(disk, block) || memcmp(bytes, "EFI PART", 8) != 0) {
        return false;
    }
    size_t length = number32_at(bytes + HEADER_BYTES_AT);
    if (length < LEAST_HEADER_BYTES || length > disk->block_bytes ||
        header_crc(bytes, length) != number32_at(bytes + HEADER_CRC_AT) ||
        number64_at(bytes + OWN_BLOCK_AT) != block) {
        return false;
    }
    *out = (gpt_header){
        .first_usable = number64_at(bytes + FIRST_USABLE_AT),
        .last_usable = number64_at(bytes + LAST_USABLE_AT),
        .entries_at = number64_at(bytes + ENTRIES_AT_AT),
        .entries = number32_at(bytes + ENTRIES_AT),
        .entry_bytes = number32_at(bytes + ENTRY_BYTES_AT),
        .entries_crc = number32_at(bytes + ENTRIES_CRC_AT),
    };
    /* Entries do not straddle blocks: both sizes are powers of two. */
    bool whole = out->entry_bytes >= LEAST_ENTRY_BYTES && out->entry_bytes <= disk->block_bytes &&
                 (out->entry_bytes & (out->entry_bytes - 1)) == 0;
    return whole && out->entries <= MOST_ENTRIES && out->last_usable < disk->blocks &&
           out->entries_at < disk->blocks &&
           out->entries * out->entry_bytes <= (disk->blocks - out->entries_at) * disk->block_bytes;
}

/* Whether the entry is a partition of the type, and where it can be. */
static bool take_entry(const gpt_header *header, const uint8_t *entry, const uint8_t *type,
                       gpt_partition *out)
{
    uint64_t first = number64_at(entry + FIRST_BLOCK_AT), last = number64_at(entry + LAST_BLOCK_AT);
    if (memcmp(entry, type, TYPE_BYTES) != 0 || first < header->first_usable || first > last ||
        last > header->last_usable) {
        return false;
    }
    *out = (gpt_partition){.first = first, .count = last - first + 1};
    return true;
}

/* Looks at all entries, and whether their checksum is right. */
static bool find_in(const gpt_disk *disk, const gpt_header *header, const uint8_t *type,
                    gpt_partition *out)
{
    size_t bytes = header->entries * header->entry_bytes;
    uint32_t crc = 0;
    bool found = false;
    for (size_t done = 0; done < bytes; done += disk->block_bytes) {
        size_t left = bytes - done;
        size_t length = left < disk->block_bytes ? left : disk->block_bytes;
        if (!disk->read(disk, header->entries_at + done / disk->block_bytes)) {
            return false;
        }
        crc = crc32(crc, disk->block, length);
        for (size_t at = 0; at < length && !found; at += header->entry_bytes) {
            found = take_entry(header, disk->block + at, type, out);
        }
    }
    return found && crc == header->entries_crc;
}

bool bb_source_partition_find(const gpt_disk *disk, const uint8_t type[16], gpt_partition *out)
{
    gpt_header header;
    if (disk->blocks < 3) {
        return false;
    }
    return (read_header(disk, 1, &header) && find_in(disk, &header, type, out)) ||
           (read_header(disk, disk->blocks - 1, &header) && find_in(disk, &header, type, out));
}

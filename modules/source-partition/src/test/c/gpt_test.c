/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: gpt_image.c ../../main/c/gpt.c */
#include "gpt.h"

#include "bb_test.h"
#include "gpt_image.h"

static const size_t block_sizes[] = {512, 1024, 4096};

static bool find(gpt_image *image, gpt_partition *out)
{
    gpt_disk disk = gpt_image_disk(image);
    return bb_source_partition_find(&disk, image_type, out);
}

TEST(finds_it)
{
    for (size_t i = 0; i < 3; i++) {
        gpt_partition found;
        gpt_image image = gpt_image_make(block_sizes[i]);
        CHECK(find(&image, &found));
        CHECK_EQUAL(found.first, 20);
        CHECK_EQUAL(found.count, 10);
        memset(gpt_image_entries(&image, 0) + 256, 0, 16);
        gpt_image_seal(&image, 0);
        CHECK(find(&image, &found)); /* in the copy */
        memset(gpt_image_entries(&image, 1) + 256, 0, 16);
        gpt_image_seal(&image, 1);
        CHECK(!find(&image, &found));
        free(image.bytes);
    }
}

/* A flipped bit anywhere in the first table: then the copy is taken. In both: none. */
TEST(damaged_tables)
{
    for (size_t i = 0; i < 3; i++) {
        gpt_image image = gpt_image_make(block_sizes[i]);
        for (size_t part = 0; part < 2; part++) {
            size_t bytes = part == 0 ? 92 : 8 * 128;
            for (size_t at = 0; at < bytes; at++) {
                gpt_partition found;
                uint8_t *first = part == 0 ? gpt_image_header(&image, 0) + at
                                           : gpt_image_entries(&image, 0) + at;
                uint8_t *copy = part == 0 ? gpt_image_header(&image, 1) + at
                                          : gpt_image_entries(&image, 1) + at;
                *first ^= 4;
                CHECK(find(&image, &found) && found.first == 20 && found.count == 10);
                *copy ^= 4;
                CHECK(!find(&image, &found));
                *first ^= 4;
                CHECK(find(&image, &found));
                *copy ^= 4;
            }
        }
        free(image.bytes);
    }
}

/* Both tables with a field of another value and right checksums. */
static bool found_with(int in_entry, size_t at, uint64_t value, size_t size)
{
    gpt_partition found;
    gpt_image image = gpt_image_make(512);
    for (int copy = 0; copy < 2; copy++) {
        uint8_t *base =
            in_entry ? gpt_image_entries(&image, copy) + 256 : gpt_image_header(&image, copy);
        memcpy(base + at, &value, size);
        gpt_image_seal(&image, copy);
    }
    bool result = find(&image, &found);
    free(image.bytes);
    return result;
}

TEST(hostile_tables)
{
    const uint64_t most = UINT64_MAX;
    CHECK(found_with(0, 8, 0x10000, 4));
    CHECK(!found_with(0, 12, 91, 4));
    CHECK(!found_with(0, 12, 513, 4));
    CHECK(!found_with(0, 12, UINT32_MAX, 4));
    CHECK(!found_with(0, 24, 0, 8));
    CHECK(!found_with(0, 48, IMAGE_BLOCKS, 8));
    CHECK(!found_with(0, 48, most, 8));
    CHECK(!found_with(0, 72, IMAGE_BLOCKS, 8));
    CHECK(!found_with(0, 72, most, 8));
    CHECK(!found_with(0, 72, IMAGE_BLOCKS - 1, 8));
    CHECK(!found_with(0, 80, 0, 4));
    CHECK(!found_with(0, 80, 4097, 4));
    CHECK(!found_with(0, 80, UINT32_MAX, 4));
    CHECK(!found_with(0, 84, 0, 4));
    CHECK(!found_with(0, 84, 64, 4));
    CHECK(!found_with(0, 84, 129, 4));
    CHECK(!found_with(0, 84, 1024, 4));
    CHECK(!found_with(0, 84, UINT32_MAX, 4));
    CHECK(!found_with(1, 32, 0, 8));
    CHECK(!found_with(1, 32, 30, 8));
    CHECK(!found_with(1, 32, most, 8));
    CHECK(!found_with(1, 40, 19, 8));
    CHECK(!found_with(1, 40, IMAGE_BLOCKS - 1, 8));
    CHECK(!found_with(1, 40, most, 8));
}

TEST(failing_reads)
{
    gpt_image image = gpt_image_make(512);
    gpt_partition found;
    for (uint64_t reads = 0; reads < 3; reads++) { /* header, two blocks of entries */
        image.reads_until_failure = reads;
        CHECK(find(&image, &found)); /* in the copy */
    }
    for (int copy = 0; copy < 2; copy++) { /* none there: all is read */
        memset(gpt_image_entries(&image, copy), 0, 1024);
        gpt_image_seal(&image, copy);
    }
    for (uint64_t reads = 0; reads < 6; reads++) {
        image.reads_until_failure = reads;
        CHECK(!find(&image, &found));
    }
    free(image.bytes);
}

TEST(tiny_disks)
{
    gpt_image image = gpt_image_make(512);
    gpt_partition found;
    for (uint64_t blocks = 0; blocks < 4; blocks++) {
        gpt_disk disk = gpt_image_disk(&image);
        disk.blocks = blocks;
        CHECK(!bb_source_partition_find(&disk, image_type, &found));
    }
    free(image.bytes);
}

int main(void)
{
    return RUN(finds_it) | RUN(damaged_tables) | RUN(hostile_tables) | RUN(failing_reads) |
           RUN(tiny_disks);
}

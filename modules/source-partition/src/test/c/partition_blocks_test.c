/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/partition_blocks.c
   ../../../../../kernel-templates/src/main/c/kernel/source.c
   ../../../../../kernel-templates/src/main/c/kernel/source_stream.c
   ../../../../../kernel-templates/src/main/c/kernel/status.c
   ../../../../../kernel-templates/src/main/c/kernel/format.c
   ../../../../../kernel-templates/src/main/c/kernel/decimal.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c
   ../../../../../kernel-templates/src/main/c/uefi/status_name.c */
#include "partition_blocks.h"

#include "../../../../../kernel-templates/src/main/c/uefi/uefi.h"
#include "bb_platform.h"
#include "bb_test.h"

/* A disk in memory that checks what it is asked, and firmware that ends reads in any order. */
enum { DISK_BYTES = 4 << 20, FIRST = 16, BLOCKS = 1000, MOST_READS = 16 };

typedef struct pending {
    EFI_BLOCK_IO2_TOKEN *token;
    UINT64 offset;
    UINT8 *out;
    UINTN bytes;
} pending;

static UINT8 content[DISK_BYTES];
static EFI_BLOCK_IO_MEDIA media;
static pending reads[MOST_READS];
static size_t read_count, most_reads, sync_reads;
static size_t events, events_until_failure;
static UINT64 broken_at;
static uint64_t seed;

static EFI_STATUS check(UINT32 id, EFI_LBA lba, UINTN bytes, const void *out)
{
    CHECK_EQUAL(id, media.MediaId);
    CHECK_EQUAL(bytes % media.BlockSize, 0);
    CHECK(bytes > 0 && (media.IoAlign <= 1 || (uintptr_t)out % media.IoAlign == 0));
    CHECK(lba >= FIRST && lba + bytes / media.BlockSize <= FIRST + BLOCKS);
    UINT64 offset = lba * media.BlockSize;
    return broken_at >= offset && broken_at - offset < bytes ? EFI_DEVICE_ERROR : EFI_SUCCESS;
}

static EFI_STATUS EFIAPI read_now(EFI_BLOCK_IO_PROTOCOL *This, UINT32 id, EFI_LBA lba, UINTN bytes,
                                  VOID *out)
{
    (void)This;
    EFI_STATUS status = check(id, lba, bytes, out);
    sync_reads++;
    if (status == EFI_SUCCESS)
        memcpy(out, content + lba * media.BlockSize, bytes);
    return status;
}

static EFI_STATUS EFIAPI read_later(EFI_BLOCK_IO2_PROTOCOL *This, UINT32 id, EFI_LBA lba,
                                    EFI_BLOCK_IO2_TOKEN *token, UINTN bytes, VOID *out)
{
    (void)This;
    token->TransactionStatus = check(id, lba, bytes, out);
    for (size_t i = 0; i < read_count; i++)
        CHECK(reads[i].token != token);
    reads[read_count++] = (pending){token, lba * media.BlockSize, out, bytes};
    most_reads = read_count > most_reads ? read_count : most_reads;
    return EFI_SUCCESS;
}

static EFI_BLOCK_IO_PROTOCOL io = {.Media = &media, .ReadBlocks = read_now};
static EFI_BLOCK_IO2_PROTOCOL io2 = {.Media = &media, .ReadBlocksEx = read_later};

/* Ends reads at random until that of the event is among them. */
static EFI_STATUS EFIAPI wait_for_event(UINTN count, EFI_EVENT *event, UINTN *index)
{
    CHECK_EQUAL(count, 1);
    for (;;) {
        CHECK(read_count > 0);
        size_t i = bb_test_random(&seed) % read_count;
        pending read = reads[i];
        reads[i] = reads[--read_count];
        if (read.token->TransactionStatus == EFI_SUCCESS)
            memcpy(read.out, content + read.offset, read.bytes);
        bool waited_for = read.token->Event == *event;
        /* One that ended before is still signaled: keep it for its own wait. */
        if (!waited_for) {
            reads[read_count++] = read;
            continue;
        }
        *index = 0;
        return EFI_SUCCESS;
    }
}

static EFI_STATUS EFIAPI create_event(UINT32 type, EFI_TPL tpl, EFI_EVENT_NOTIFY notify,
                                      VOID *context, EFI_EVENT *event)
{
    (void)tpl, (void)context;
    CHECK(type == 0 && notify == NULL);
    if (events_until_failure-- == 0)
        return EFI_OUT_OF_RESOURCES;
    *event = (EFI_EVENT)(uintptr_t)++events;
    return EFI_SUCCESS;
}

static size_t closed;

static EFI_STATUS EFIAPI close_event(EFI_EVENT event)
{
    CHECK(event != NULL);
    closed++;
    return EFI_SUCCESS;
}

static EFI_BOOT_SERVICES boot = {
    .WaitForEvent = wait_for_event, .CreateEvent = create_event, .CloseEvent = close_event};
uint64_t bb_clock_ns(void)
{
    return 0;
}

EFI_SYSTEM_TABLE *bb_uefi_system;
EFI_BOOT_SERVICES *bb_uefi_boot = &boot;
EFI_HANDLE bb_uefi_image;

static bb_source open_with(UINT32 block, UINT32 alignment, bool asynchronous)
{
    seed = 9;
    for (size_t i = 0; i < DISK_BYTES; i++)
        content[i] = (UINT8)bb_test_random(&seed);
    media = (EFI_BLOCK_IO_MEDIA){.MediaId = 3,
                                 .MediaPresent = 1,
                                 .BlockSize = block,
                                 .IoAlign = alignment,
                                 .LastBlock = DISK_BYTES / block - 1};
    read_count = most_reads = sync_reads = events = closed = 0;
    events_until_failure = SIZE_MAX;
    broken_at = UINT64_MAX;
    const block_disk disk = {.io = &io, .io2 = asynchronous ? &io2 : NULL};
    bb_source source;
    CHECK(bb_source_partition_is_usable(&disk));
    bb_source_partition_read_from(&disk, (gpt_partition){FIRST, BLOCKS}, "p", &source);
    CHECK_EQUAL(source.size, BLOCKS * (size_t)block);
    CHECK(source.padded);
    return source;
}

/* Any range, to any address. */
TEST(ranges)
{
    static const UINT32 blocks[] = {512, 4096}, alignments[] = {0, 1, 4, 512, 4096};
    UINT8 *room = malloc((1 << 20) + 8192);
    for (size_t i = 0; i < 10; i++) {
        bb_source source = open_with(blocks[i / 5], alignments[i % 5], false);
        CHECK_EQUAL(source.slots, 0);
        for (int round = 0; round < 300; round++) {
            size_t most = source.size < 200000 ? (size_t)source.size : 200000;
            size_t length = bb_test_random(&seed) % (round < 100 ? 9000 : most);
            uint64_t offset = bb_test_random(&seed) % (source.size - length);
            offset -= round % 3 == 0 ? offset % blocks[i / 5] : 0;
            UINT8 *out = room + (round % 2 == 0 ? 4096 - (uintptr_t)room % 4096
                                                : bb_test_random(&seed) % 4096);
            out[length] = 0x5a;
            CHECK(bb_source_read(&source, offset, out, length) == BB_OK);
            CHECK(memcmp(out, content + FIRST * blocks[i / 5] + offset, length) == 0);
            CHECK_EQUAL(out[length], 0x5a);
        }
        bb_source_close(&source);
    }
    free(room);
}

static bb_status take(void *context, size_t number, const void *bytes, size_t length)
{
    const uint8_t *expected = context;
    CHECK(memcmp(bytes, expected + number * 4096, length) == 0);
    return BB_OK;
}

TEST(many_under_way)
{
    UINT8 *out = aligned_alloc(4096, 1 << 20);
    static const size_t lengths[] = {4096, 90000, 200000, 60 * 4096};
    for (size_t i = 0; i < 8; i++) {
        UINT32 block = i < 4 ? 512 : 4096;
        bb_source source = open_with(block, block, true);
        size_t length = lengths[i % 4], offset = 8192;
        CHECK(source.slots > 1);
        CHECK(bb_source_stream(&source, offset, out, length, 4096, take,
                               content + FIRST * block + offset) == BB_OK);
        CHECK(memcmp(out, content + FIRST * block + offset, length) == 0);
        CHECK_EQUAL(most_reads, length / 4096 < source.slots ? length / 4096 : source.slots);
        CHECK(sync_reads <= 2); /* the end that is no whole block */
        CHECK_EQUAL(read_count, 0);
        bb_source_close(&source);
        CHECK_EQUAL(closed, events);
    }
    free(out);
}

/* A buffer that the device cannot take: read all the same. */
TEST(misaligned_stream)
{
    UINT8 *out = malloc(100 * 4096 + 1);
    bb_source source = open_with(512, 512, true);
    CHECK(bb_source_stream(&source, 0, out + 1, 40 * 4096, 4096, take, content + FIRST * 512) ==
          BB_OK);
    CHECK_EQUAL(most_reads, 0);
    bb_source_close(&source);
    free(out);
}

TEST(failures)
{
    UINT8 *out = aligned_alloc(4096, 1 << 20);
    bb_source source = open_with(512, 4096, true);
    broken_at = FIRST * 512 + 12 * 4096 + 7;
    bb_status status =
        bb_source_stream(&source, 0, out, 50 * 4096, 4096, take, content + FIRST * 512);
    CHECK_TEXT(status->name, "E-FILE-READ");
    CHECK_TEXT(bb_failure_details(), "p: reading 4096 bytes at offset 49152: EFI_DEVICE_ERROR");
    CHECK_EQUAL(read_count, 0); /* nothing is under way */
    CHECK(bb_source_read(&source, 49152 - 512, out, 512) == BB_OK);
    CHECK_TEXT(bb_source_read(&source, 49000, out, 999)->name, "E-FILE-READ");
    bb_source_close(&source);

    source = open_with(512, 512, true);
    CHECK(source.start(&source, 0, 0, out, 4096) == BB_OK);
    CHECK(source.start(&source, 1, 4096, out + 4096, 4096) == BB_OK);
    bb_source_close(&source); /* waits */
    CHECK_EQUAL(read_count, 0);
    CHECK_EQUAL(closed, events);
    free(out);
}

/* Without events there is one read at a time. */
TEST(no_events)
{
    for (size_t count = 0; count < 8; count++) {
        bb_source source = open_with(512, 0, false);
        const block_disk disk = {.io = &io, .io2 = &io2};
        events = closed = 0;
        events_until_failure = count;
        bb_source_partition_read_from(&disk, (gpt_partition){FIRST, BLOCKS}, "p", &source);
        CHECK_EQUAL(source.slots, 0);
        CHECK_EQUAL(closed, count);
    }
}

TEST(unusable)
{
    const block_disk disk = {.io = &io};
    open_with(512, 0, false);
    media.MediaPresent = 0;
    CHECK(!bb_source_partition_is_usable(&disk));
    media.MediaPresent = 1;
    media.IoAlign = 8192;
    CHECK(!bb_source_partition_is_usable(&disk));
    media.IoAlign = 0;
    static const UINT32 sizes[] = {0, 1, 256, 513, 8192, UINT32_MAX};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        media.BlockSize = sizes[i];
        CHECK(!bb_source_partition_is_usable(&disk));
    }
    media.BlockSize = 2048;
    CHECK(bb_source_partition_is_usable(&disk));
    media.LastBlock = UINT64_MAX;
    CHECK(!bb_source_partition_is_usable(&disk));
}

int main(void)
{
    return RUN(ranges) | RUN(many_under_way) | RUN(misaligned_stream) | RUN(failures) |
           RUN(no_events) | RUN(unusable);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../../main/c/kernel/source.c ../../../main/c/kernel/status.c
 * ../../../main/c/kernel/format.c ../../../main/c/kernel/decimal.c ../../../main/c/kernel/text.c */
#include "bb_source.h"

#include "bb_test.h"

enum { MIB = 1 << 20, SIZE = 3 * MIB + 17 };

static unsigned char content[SIZE];
static size_t reads, largest, closes;
static uint64_t broken_at;

BB_ERROR(broken, "E-FILE-READ", "Nothing to do.");

static bb_status fake_read(bb_source *source, uint64_t offset, void *out, size_t length)
{
    CHECK(offset <= source->size && length <= source->size - offset);
    reads++;
    largest = length > largest ? length : largest;
    if (broken_at >= offset && broken_at < offset + length)
        return bb_fail(&broken, "%s: byte %zu", source->name, (size_t)broken_at);
    memcpy(out, content + offset, length);
    return BB_OK;
}

static void fake_close(bb_source *source)
{
    (void)source;
    closes++;
}

static bb_source fresh(void)
{
    uint64_t state = 7;
    for (size_t i = 0; i < SIZE; i++)
        content[i] = (unsigned char)bb_test_random(&state);
    reads = largest = closes = 0;
    broken_at = UINT64_MAX;
    return (bb_source){.name = "\\f.bin", .size = SIZE, .read = fake_read, .close = fake_close};
}

TEST(reads_in_chunks)
{
    static const struct {
        uint64_t offset;
        size_t length;
        size_t reads;
    } cases[] = {{0, SIZE, 4},     {0, MIB, 1},  {1, MIB, 1}, {5, MIB + 1, 2}, {0, 3 * MIB, 3},
                 {SIZE - 1, 1, 1}, {SIZE, 0, 0}, {100, 0, 0}, {17, 3 * MIB, 3}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        bb_source source = fresh();
        unsigned char *out = malloc(cases[i].length + 1);
        CHECK(bb_source_read(&source, cases[i].offset, out, cases[i].length) == BB_OK);
        CHECK(memcmp(out, content + cases[i].offset, cases[i].length) == 0);
        CHECK_EQUAL(reads, cases[i].reads);
        CHECK(largest <= MIB);
        free(out);
    }
}

TEST(what_is_not_there_is_not_read)
{
    static const struct {
        uint64_t offset;
        size_t length;
    } cases[] = {{0, SIZE + 1},   {SIZE, 1},     {SIZE + 1, 0},
                 {UINT64_MAX, 1}, {1, SIZE_MAX}, {UINT64_MAX, SIZE_MAX},
                 {SIZE - 1, 2}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        bb_source source = fresh();
        char out[1];
        bb_status status = bb_source_read(&source, cases[i].offset, out, cases[i].length);
        CHECK(status != BB_OK);
        CHECK_TEXT(status->name, "E-FILE-TRUNCATED");
        CHECK(strstr(bb_failure_details(), "\\f.bin has 3145745 bytes") != NULL);
        CHECK_EQUAL(reads, 0);
    }
}

TEST(a_failing_device_ends_the_read)
{
    bb_source source = fresh();
    unsigned char *out = malloc(SIZE);
    broken_at = 2 * MIB;
    bb_status status = bb_source_read(&source, 0, out, SIZE);
    free(out);
    CHECK(status == &broken);
    CHECK_TEXT(bb_failure_details(), "\\f.bin: byte 2097152");
    CHECK_EQUAL(reads, 3);
}

TEST(closes)
{
    bb_source source = fresh();
    bb_source_close(&source);
    CHECK_EQUAL(closes, 1);
}

TEST(details_can_hold_those_before)
{
    bb_fail(&broken, "inner %d", 1);
    bb_fail(&broken, "outer: %s", bb_failure_details());
    CHECK_TEXT(bb_failure_details(), "outer: inner 1");
}

int main(void)
{
    return RUN(reads_in_chunks) | RUN(what_is_not_there_is_not_read) |
           RUN(a_failing_device_ends_the_read) | RUN(closes) | RUN(details_can_hold_those_before);
}

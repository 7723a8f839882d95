/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../../main/c/kernel/source.c ../../../main/c/kernel/source_stream.c
 * ../../../main/c/kernel/status.c ../../../main/c/kernel/format.c ../../../main/c/kernel/decimal.c
 * ../../../main/c/kernel/text.c */
#include "bb_platform.h"
#include "bb_source.h"
#include "bb_test.h"

enum { SIZE = 100 * 1000 + 7, OFFSET = 1234, MOST_SLOTS = 8 };

/* A device whose reads are done when they are waited for, and not before. */
typedef struct read_under_way {
    uint64_t offset;
    uint8_t *out;
    size_t length;
} read_under_way;

static uint8_t content[SIZE];
static read_under_way slots[MOST_SLOTS];
static size_t under_way, most_under_way, abandoned;
static size_t starts, starts_until_failure, finishes, finishes_until_failure;
static uint64_t arrived_end;

/* Time passes only in reads. */
static uint64_t now_ns, read_ns, finish_ns;
static size_t reads;

uint64_t bb_clock_ns(void)
{
    return now_ns;
}

BB_ERROR(broken, "E-FILE-READ", "");
BB_ERROR(refused, "E-REFUSED", "");

static bb_status read_now(bb_source *source, uint64_t offset, void *out, size_t length)
{
    (void)source;
    reads++;
    now_ns += read_ns;
    if (finishes++ == finishes_until_failure)
        return bb_fail(&broken, "read");
    memcpy(out, content + offset, length);
    return BB_OK;
}

static bb_status start(bb_source *source, size_t slot, uint64_t offset, void *out, size_t length)
{
    CHECK(slot < source->slots && slots[slot].out == NULL);
    CHECK(length > 0 && offset + length <= SIZE);
    if (starts++ == starts_until_failure)
        return bb_fail(&broken, "start");
    slots[slot] = (read_under_way){offset, out, length};
    under_way++;
    most_under_way = under_way > most_under_way ? under_way : most_under_way;
    return BB_OK;
}

static bb_status finish(bb_source *source, size_t slot)
{
    CHECK(slot < source->slots && slots[slot].out != NULL);
    read_under_way read = slots[slot];
    slots[slot] = (read_under_way){0};
    under_way--;
    now_ns += finish_ns;
    if (finishes++ == finishes_until_failure)
        return bb_fail(&broken, "finish");
    memcpy(read.out, content + read.offset, read.length);
    return BB_OK;
}

static void abandon(bb_source *source)
{
    for (size_t i = 0; i < source->slots; i++)
        slots[i] = (read_under_way){0};
    under_way = 0;
    abandoned++;
}

static void arrived(uint64_t end)
{
    CHECK(end > arrived_end);
    arrived_end = end;
}

static bb_source fresh(size_t slot_count)
{
    uint64_t state = 7;
    for (size_t i = 0; i < SIZE; i++)
        content[i] = (uint8_t)bb_test_random(&state);
    memset(slots, 0, sizeof slots);
    under_way = most_under_way = abandoned = starts = finishes = 0;
    starts_until_failure = finishes_until_failure = SIZE_MAX;
    arrived_end = reads = 0;
    read_ns = finish_ns = 1;
    return (bb_source){.name = "f",
                       .size = SIZE,
                       .slots = slot_count,
                       .read = read_now,
                       .start = start,
                       .finish = finish,
                       .abandon = abandon,
                       .arrived = arrived};
}

typedef struct taken {
    const bb_source *source;
    size_t length; /* of the whole */
    size_t part;
    size_t next;
    size_t refuse; /* the part that is refused */
    bool tries;    /* long enough to try both ways: what is under way is left open */
} taken;

static bb_status take(void *context, size_t number, const void *bytes, size_t length)
{
    taken *to = context;
    size_t at = number * to->part, left = to->length - at;
    size_t behind = (left - length + to->part - 1) / to->part;
    CHECK_EQUAL(number, to->next++);
    CHECK_EQUAL(length, left < to->part ? left : to->part);
    CHECK(memcmp(bytes, content + OFFSET + at, length) == 0);
    /* While a part is looked at, the device has as much to do as it can. */
    if (!to->tries)
        CHECK_EQUAL(under_way, behind < to->source->slots ? behind : to->source->slots);
    return number == to->refuse ? bb_fail(&refused, "part %zu", number) : BB_OK;
}

static bb_status stream(bb_source *source, taken *to)
{
    uint8_t *out = malloc(to->length + 1);
    to->source = source;
    bb_status status = bb_source_stream(source, OFFSET, out, to->length, to->part, take, to);
    if (!status) {
        CHECK(memcmp(out, content + OFFSET, to->length) == 0);
        CHECK_EQUAL(abandoned, 0);
    }
    CHECK_EQUAL(under_way, 0);
    free(out);
    return status;
}

TEST(reads_all_with_any_slots)
{
    static const size_t lengths[] = {0, 1, 4095, 4096, 4097, 40960, 90000};
    for (size_t slot_count = 0; slot_count <= MOST_SLOTS; slot_count++) {
        for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
            bb_source source = fresh(slot_count);
            taken to = {.length = lengths[i], .part = 4096, .refuse = SIZE_MAX};
            size_t parts = (lengths[i] + 4095) / 4096;
            CHECK(stream(&source, &to) == BB_OK);
            CHECK_EQUAL(to.next, parts);
            CHECK_EQUAL(most_under_way, parts < slot_count ? parts : slot_count);
            CHECK_EQUAL(arrived_end, lengths[i] == 0 ? 0 : OFFSET + lengths[i]);
        }
    }
}

/* Whoever fails: what is under way is waited for, the first failure is told. */
TEST(failures)
{
    for (size_t slot_count = 0; slot_count <= 4; slot_count += 2) {
        for (size_t at = 0; at < 20; at++) {
            bb_source source = fresh(slot_count);
            taken to = {.length = 20 * 1000, .part = 1000, .refuse = at};
            CHECK_TEXT(stream(&source, &to)->name, "E-REFUSED");
            CHECK_EQUAL(to.next, at + 1);

            source = fresh(slot_count);
            to = (taken){.length = 20 * 1000, .part = 1000, .refuse = SIZE_MAX};
            finishes_until_failure = at;
            CHECK_TEXT(stream(&source, &to)->name, "E-FILE-READ");
            CHECK_TEXT(bb_failure_details(), slot_count == 0 ? "read" : "finish");
            CHECK_EQUAL(to.next, at);

            source = fresh(slot_count);
            to = (taken){.length = 20 * 1000, .part = 1000, .refuse = SIZE_MAX};
            starts_until_failure = at;
            if (slot_count > 0) {
                CHECK_TEXT(stream(&source, &to)->name, "E-FILE-READ");
                CHECK_TEXT(bb_failure_details(), "start");
            }
        }
    }
}

/* A long stream takes the faster way, and tries each with 8 parts. */
TEST(tries_both_ways)
{
    for (int ahead_is_slower = 0; ahead_is_slower < 2; ahead_is_slower++) {
        bb_source source = fresh(4);
        taken to = {.length = 90 * 1000, .part = 1000, .refuse = SIZE_MAX, .tries = true};
        read_ns = 10;
        finish_ns = ahead_is_slower ? 11 : 10;
        CHECK(stream(&source, &to) == BB_OK);
        CHECK_EQUAL(to.next, 90);
        /* What was started when the trial ended is finished, too. */
        CHECK_EQUAL(starts, ahead_is_slower ? 8 + 4 : 90 - 8);
        CHECK_EQUAL(reads, 90 - starts);
        CHECK_EQUAL(arrived_end, OFFSET + 90 * 1000);
    }
    for (size_t at = 0; at < 90; at++) {
        bb_source source = fresh(4);
        taken to = {.length = 90 * 1000, .part = 1000, .refuse = SIZE_MAX, .tries = true};
        finishes_until_failure = at;
        finish_ns = 1 + at % 2;
        CHECK_TEXT(stream(&source, &to)->name, "E-FILE-READ");
        CHECK_EQUAL(to.next, at);
    }
}

int main(void)
{
    return RUN(reads_all_with_any_slots) | RUN(failures) | RUN(tries_both_ways);
}

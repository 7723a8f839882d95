/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: fake_conversation.c ../../main/c/kv_store.c ../../main/c/checkpoints.c
   ../../main/c/last_words.c ../../main/c/memory_time_travel.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c
   ../../../../../kernel-templates/src/main/c/kernel/context.c
   ../../../../../kernel-templates/src/main/c/kernel/context_copy.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c
   ../../../../../kernel-templates/src/main/c/kernel/number.c */

/* Checkpoints against full copies of everything; the conversation is a fake one. */
#include "memory_time_travel.h"

#include <stdlib.h>

#include "bb_options.h"
#include "bb_test.h"
#include "checkpoints.h"
#include "fake_conversation.h"
#include "fake_kernel.h"

static void start(size_t slots, size_t rows)
{
    fake_free_arenas();
    fake_start(3, 2, 4, 40);
    size_t budget = rows * bb_kv_store_row_bytes(&kernel.model.shape);
    CHECK(bb_checkpoints_create(&kernel.model.shape, slots, budget) == BB_OK);
    CHECK_EQUAL(bb_checkpoints_usage_now().rows, rows < slots * 40 ? rows : slots * 40);
    fake_output();
    fake_failure();
}

static bb_checkpoint *add(const char *name, bool automatic)
{
    bb_checkpoint *added = NULL;
    size_t evicted;
    bb_checkpoints_add(&kernel, name, strlen(name), automatic, &added, &evicted);
    return added;
}

static bb_status command(bb_status (*run)(bb_kernel *, const char *), const char *arguments)
{
    fake_output();
    return run(&kernel, arguments);
}

/* The point of it all: the same continuation, again and again. */
TEST(same_continuation)
{
    start(6, 240);
    fake_answer(10);
    CHECK(command(bb_memory_time_travel_checkpoint, "here") == BB_OK);
    CHECK(strncmp(fake_output(), "checkpoint 2: position 10, after: ", 34) == 0);
    fake_copy there = fake_save();
    fake_answer(20);
    fake_copy after = fake_save();
    for (int round = 0; round < 3; round++) {
        CHECK(command(bb_memory_time_travel_rewind, round == 1 ? "2" : "here") == BB_OK);
        CHECK(strncmp(fake_output(), "back at position 10, after: ", 28) == 0);
        CHECK(fake_is(&there));
        CHECK(fake_observer_agrees());
        fake_answer(20);
        CHECK(fake_is(&after));
        if (round == 1) { /* other paths in between */
            bb_context_truncate(&kernel, 4);
            fake_session = 99;
            fake_answer(30);
            CHECK(!fake_is(&after));
        }
    }
    fake_free(&there);
    fake_free(&after);
}

TEST(undo)
{
    start(6, 240);
    fake_copy copies[4];
    for (size_t i = 0; i < 4; i++) {
        copies[i] = fake_save();
        fake_answer(5);
    }
    for (size_t i = 4; i-- > 0;) {
        CHECK(command(bb_memory_time_travel_rewind, "") == BB_OK);
        CHECK(fake_is(&copies[i]));
        CHECK(fake_observer_agrees());
    }
    CHECK(command(bb_memory_time_travel_rewind, "") != BB_OK);
    CHECK_TEXT(fake_failure(), "E-UNDO-NOTHING");

    /* The state is still the one that checkpoint 1 holds: no second one is made. */
    CHECK_EQUAL(bb_checkpoints_usage_now().slots_used, 4);
    fake_answer(5);
    CHECK_EQUAL(bb_checkpoints_usage_now().slots_used, 4);
    fake_answer(5);
    CHECK_EQUAL(bb_checkpoints_usage_now().slots_used, 5);
    CHECK(command(bb_memory_time_travel_rewind, "") == BB_OK);
    CHECK(fake_is(&copies[1]));

    /* Another state at the same position is another checkpoint, and the one to go back to. */
    fake_session = 1234;
    fake_copy reseeded = fake_save();
    fake_answer(5);
    CHECK_EQUAL(bb_checkpoints_usage_now().slots_used, 6);
    fake_session++;
    CHECK(command(bb_memory_time_travel_rewind, "") == BB_OK);
    CHECK(fake_is(&reseeded));

    /* What was truncated away cannot be undone to. */
    bb_context_truncate(&kernel, 3);
    fake_forward(7);
    CHECK(command(bb_memory_time_travel_rewind, "") == BB_OK);
    CHECK(fake_is(&copies[0]));

    bb_options.memory_time_travel.automatic = false;
    fake_answer(5);
    bb_options.memory_time_travel.automatic = true;
    CHECK_EQUAL(bb_checkpoints_usage_now().slots_used, 6);
    CHECK(bb_checkpoints_after(6) == NULL); /* none was made, none gave way */
    fake_free(&reseeded);
    for (size_t i = 0; i < 4; i++) {
        fake_free(&copies[i]);
    }
}

/* A conversation costs its length once. */
TEST(sharing)
{
    start(6, 240);
    fake_answer(12);
    add("a", false);
    CHECK_EQUAL(bb_checkpoints_usage_now().rows_used, 12);
    fake_answer(8);
    bb_checkpoint *b = add("b", false);
    bb_checkpoint *c = add("c", false);
    CHECK_EQUAL(bb_checkpoints_usage_now().rows_used, 20);
    CHECK_EQUAL(bb_checkpoints_own_bytes(b), 0);
    bb_checkpoints_forget(c);
    CHECK_EQUAL(bb_checkpoints_own_bytes(b), 8 * bb_kv_store_row_bytes(&kernel.model.shape));
    bb_context_truncate(&kernel, 10);
    fake_answer(10);
    add("d", false);
    CHECK_EQUAL(bb_checkpoints_usage_now().rows_used, 30);
    CHECK(command(bb_memory_time_travel_forget, "b") == BB_OK);
    CHECK_EQUAL(bb_checkpoints_usage_now().rows_used, 22);
    CHECK(command(bb_memory_time_travel_forget, "b") != BB_OK);
    CHECK_TEXT(fake_failure(), "E-CHECKPOINT-UNKNOWN");
}

TEST(space)
{
    start(3, 30);
    fake_answer(10);
    fake_answer(10);
    fake_answer(5);
    CHECK_EQUAL(bb_checkpoints_usage_now().slots_used, 3); /* at 0, 10, 20 */
    CHECK(command(bb_memory_time_travel_checkpoint, "m") == BB_OK);
    CHECK(strstr(fake_output(), "1 automatic checkpoint gave way\n") != NULL);
    CHECK_EQUAL(bb_checkpoints_usage_now().rows_used, 25);

    /* In vain: nothing is given up. */
    bb_context_truncate(&kernel, 8);
    fake_forward(3);
    while (kernel.context.length < 20) {
        fake_forward(3);
    }
    fake_copy before = fake_save();
    CHECK(command(bb_memory_time_travel_checkpoint, "n") != BB_OK);
    CHECK_TEXT(fake_failure(), "E-CHECKPOINT-SPACE");
    CHECK(strncmp(bb_failure_details(), "12 more positions need ", 23) == 0);
    CHECK_EQUAL(bb_checkpoints_usage_now().slots_used, 3);
    fake_answer(0);
    CHECK(strncmp(fake_output(), "(no checkpoint before this answer: 12 more", 42) == 0);
    CHECK(fake_is(&before));

    /* Slots. */
    start(2, 30);
    fake_forward(1);
    CHECK(add("a", false) != NULL);
    CHECK(add("b", false) != NULL);
    CHECK(add("c", false) == NULL);
    CHECK_TEXT(fake_failure(), "E-CHECKPOINT-SPACE");
    CHECK_TEXT(bb_failure_details(), "all 2 checkpoints are taken by ones that you made");
    fake_free(&before);
}

TEST(names)
{
    start(6, 240);
    static const char *const bad[] = {"7up", "two words", "tab\t",
                                      "0123456789012345678901234567890x",
                                      "abcdefghijklmnopqrstuvwxyzabcdef"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        CHECK(command(bb_memory_time_travel_checkpoint, bad[i]) != BB_OK);
        CHECK_TEXT(fake_failure(), "E-CHECKPOINT-NAME");
    }
    fake_forward(2);
    CHECK(command(bb_memory_time_travel_checkpoint, "abcdefghijklmnopqrstuvwxyzabcde") == BB_OK);
    fake_forward(2);
    CHECK(command(bb_memory_time_travel_checkpoint, "twice") == BB_OK);
    fake_forward(2);
    CHECK(command(bb_memory_time_travel_checkpoint, "twice") == BB_OK);
    CHECK(command(bb_memory_time_travel_checkpoint, "") == BB_OK);
    CHECK(command(bb_memory_time_travel_rewind, "twice") == BB_OK);
    CHECK_EQUAL(kernel.context.length, 3); /* the newest of the name */
    CHECK(command(bb_memory_time_travel_rewind, "2") == BB_OK);
    CHECK_EQUAL(kernel.context.length, 2);
    static const char *const unknown[] = {"0", "5", "-1", "99999999999999999999", "no such"};
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        CHECK(command(bb_memory_time_travel_rewind, unknown[i]) != BB_OK);
        CHECK_TEXT(fake_failure(), "E-CHECKPOINT-UNKNOWN");
    }
    CHECK(command(bb_memory_time_travel_forget, "") != BB_OK);
    CHECK_TEXT(fake_failure(), "E-CHECKPOINT-UNKNOWN");
    CHECK_EQUAL(kernel.context.length, 2);
}

TEST(list)
{
    start(6, 240);
    CHECK(command(bb_memory_time_travel_list, "") == BB_OK);
    CHECK_TEXT(fake_output(), "0 of 6 checkpoints, 0.0 of 0.0 MiB\n");
    static const int32_t text[] = {0, 1, 2, 3, 4, 5, 5, 5, 3};
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        fake_forward(text[i]);
        if (i == 4) {
            add("short", false);
        }
    }
    add("", true);
    CHECK(command(bb_memory_time_travel_list, "") == BB_OK);
    CHECK_TEXT(fake_output(),
               "    N  name         position       age   own KiB  after\n"
               "    1  short               5      0 s         0.0   red fox \xc3\xa9t\xc3\xa9 \n"
               "    2  (automatic)         9      0 s         0.8  ... seven seven seven "
               "\xc3\xa9t\xc3\xa9\n"
               "2 of 6 checkpoints, 0.0 of 0.0 MiB\n");
}

TEST(demand)
{
    bb_shape shape = {.layers = 5, .kv_heads = 2, .head_size = 32, .context = 512};
    size_t row = bb_kv_store_row_bytes(&shape);
    CHECK_EQUAL(row, 5 * 2 * 64 * 4 + 9);
    /* The demo model: no more rows than 8 checkpoints can hold, however large the budget. */
    CHECK_EQUAL(bb_checkpoints_demand(&shape, 8, (size_t)1 << 40),
                bb_checkpoints_demand(&shape, 8, (size_t)1 << 30));
    size_t demand = bb_checkpoints_demand(&shape, 8, (size_t)4 << 20);
    CHECK(demand > (size_t)4 << 20);
    CHECK(demand < ((size_t)4 << 20) + ((size_t)1 << 16));
    /* The greatest shape that bb_shape_check lets through. */
    bb_shape huge = {
        .layers = 1 << 20, .kv_heads = 1 << 10, .head_size = 1 << 10, .context = 1 << 20};
    CHECK(bb_checkpoints_demand(&huge, 64, (size_t)4096 << 20) < (size_t)5 << 30);
}

/* --- Random conversations --- */

static uint64_t random_state = 1;

static size_t random_below(size_t limit)
{
    return (size_t)(bb_test_random(&random_state) % limit);
}

enum { COPIES = 4096 };
static fake_copy copies[COPIES]; /* of checkpoint i */

/* Every checkpoint that is there must bring back its copy; rows must be neither lost nor doubled.
 */
static void check_all(size_t rows)
{
    bool reachable[64 * 40] = {false};
    size_t distinct = 0;
    for (bb_checkpoint *one = bb_checkpoints_after(0); one;
         one = bb_checkpoints_after(one->number)) {
        for (size_t i = 0; i < one->length; i++) {
            distinct += !reachable[one->rows[i]];
            reachable[one->rows[i]] = true;
        }
    }
    CHECK_EQUAL(bb_checkpoints_usage_now().rows_used, distinct);
    CHECK(distinct <= rows);
}

static void remember(const bb_checkpoint *added)
{
    CHECK(added->number < COPIES);
    copies[added->number] = fake_save();
}

static void step(size_t context)
{
    size_t choice = random_below(12);
    uint64_t pick = random_below(bb_checkpoints_usage_now().slots * 2) + 1;
    bb_checkpoint *one = bb_checkpoints_after(0);
    for (uint64_t i = 1; one && i < pick; i++) {
        one = bb_checkpoints_after(one->number);
    }
    if (choice < 4) {
        for (size_t n = random_below(8); n > 0 && kernel.context.length < context; n--) {
            fake_forward((int32_t)random_below(1000));
        }
    } else if (choice < 6) {
        bb_context_truncate(&kernel, random_below(context + 1));
    } else if (choice < 9) {
        bool automatic = choice != 6;
        bb_checkpoint *added = add("", automatic);
        if (added) {
            remember(added);
        } else {
            CHECK_TEXT(fake_failure(), "E-CHECKPOINT-SPACE");
        }
    } else if (one && choice == 9) {
        bb_checkpoints_forget(one);
    } else if (one) {
        bb_checkpoints_rewind(&kernel, one);
        CHECK(fake_is(&copies[one->number]));
    }
    CHECK(fake_observer_agrees());
}

static void check_random(size_t slots, size_t rows)
{
    start(slots, rows);
    size_t checked = rows < slots * 40 ? rows : slots * 40;
    for (size_t i = 0; i < 3000; i++) {
        step(40);
        check_all(checked);
    }
    for (bb_checkpoint *one = bb_checkpoints_after(0); one;
         one = bb_checkpoints_after(one->number)) {
        bb_checkpoints_rewind(&kernel, one);
        CHECK(fake_is(&copies[one->number]));
    }
    for (size_t i = 0; i < COPIES; i++) {
        fake_free(&copies[i]);
    }
}

TEST(random_small)
{
    check_random(1, 40);
    check_random(4, 60);
}

TEST(random_large)
{
    check_random(6, 1000);
    check_random(64, 200);
}

int main(void)
{
    int failed = RUN(same_continuation) | RUN(undo) | RUN(sharing) | RUN(space) | RUN(names) |
                 RUN(list) | RUN(demand) | RUN(random_small) | RUN(random_large);
    fake_free_arenas();
    fake_end();
    return failed;
}

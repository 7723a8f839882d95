/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/smp_pair.c ../../main/c/smp_pool.c */
/*
 * The pool with threads for processors. Whatever a late worker may read while the next work is
 * being prepared, the tests write and read atomically: so the program is clean under
 * ThreadSanitizer too, which then speaks of the pool alone.
 */
#include "bb_test.h"
#include "smp_threads.h"

enum { MOST_FLOATS = 4 << 20, SPLIT = 65536 /* cost of an item that is split */ };

/*
 * --- A work: each float tells where it belongs and in which round it was computed. What an item
 * leaves in its scratch is the same label, of row and float 0, which is kept. ---
 */

typedef struct labels {
    bb_work work;
    const _Atomic(uint32_t) *round;
    char padding[BB_WORK_BYTES - sizeof(bb_work) - 8 - sizeof(uint64_t)];
    uint64_t guard; /* the struct is copied to its last byte */
} labels;

_Static_assert(sizeof(labels) == BB_WORK_BYTES, "the largest work");

#define GUARD UINT64_C(0x5a17c0de)

static _Atomic(uint32_t) current_round;
static _Atomic(bool) gate;           /* workers stop in the middle of a chunk until it is open */
static _Atomic(uint32_t) by_workers; /* chunks that they began */
static _Atomic(uint32_t) running;    /* chunks that they are at */
static size_t own_chunks;            /* that the caller did */
static size_t own_size[BB_SMP_CHUNKS];
static float *out;
static float *scratch;
static _Atomic(float) *kept;      /* (items) */
static _Atomic(uint32_t) keeping; /* items that were kept in this round */

static float label(uint32_t round, size_t item, size_t row, size_t i)
{
    return (float)((round * 31u + (uint32_t)item * 7u + (uint32_t)row * 3u + (uint32_t)i) % 65521u);
}

static void compute(const bb_work *work, const bb_part *part)
{
    const labels *labels = (const struct labels *)work;
    if (labels->guard != GUARD)
        abort();
    if (is_worker) {
        atomic_fetch_add(&by_workers, 1);
        atomic_fetch_add(&running, 1);
        while (!atomic_load(&gate))
            sleep_us(50);
    } else
        own_size[own_chunks++ % BB_SMP_CHUNKS] = part->count;
    uint32_t round = atomic_load_explicit(labels->round, memory_order_relaxed);
    for (size_t row = 0; row < work->rows; row++)
        for (size_t item = 0; item < part->count; item++)
            for (size_t i = 0; i < work->item_floats; i++)
                part->out[row * part->stride + item * work->item_floats + i] =
                    label(round, part->first + item, row, i);
    for (size_t item = 0; item < part->count; item++)
        for (size_t i = 0; i < work->item_scratch; i++)
            part->scratch[item * work->item_scratch + i] = label(round, part->first + item, 0, 0);
    if (is_worker)
        atomic_fetch_sub(&running, 1);
}

static void keep(const bb_work *work, const bb_part *part)
{
    for (size_t item = 0; item < part->count; item++)
        atomic_store_explicit(&kept[part->first + item],
                              part->scratch[(item + 1) * work->item_scratch - 1],
                              memory_order_relaxed);
    atomic_fetch_add(&keeping, (uint32_t)part->count);
}

static labels labels_of(size_t items, size_t item_floats, size_t rows, size_t gap)
{
    return (labels){.work = {.run = compute,
                             .bytes = sizeof(labels),
                             .items = items,
                             .item_cost = SPLIT,
                             .out = out,
                             .item_floats = item_floats,
                             .rows = rows,
                             .stride = items * item_floats + gap},
                    .round = &current_round,
                    .guard = GUARD};
}

/* Gives a work scratch, whose last float is kept. */
static void keep_scratch(labels *labels, size_t item_scratch)
{
    labels->work.keep = keep;
    labels->work.scratch = scratch;
    labels->work.item_scratch = item_scratch;
}

static void clear(const bb_work *work)
{
    atomic_store(&keeping, 0);
    for (size_t i = 0; i < work->rows * work->stride; i++)
        out[i] = -1.0f;
}

/* Every float of the items is there, and between the rows nothing has been touched. */
static void check(const bb_work *work, uint32_t round)
{
    size_t width = work->items * work->item_floats;
    for (size_t row = 0; row < work->rows; row++)
        for (size_t i = 0; i < work->stride; i++) {
            float expected =
                i < width ? label(round, i / work->item_floats, row, i % work->item_floats) : -1.0f;
            if (out[row * work->stride + i] != expected)
                fprintf(stderr, "row %zu, float %zu of %zu\n", row, i, width);
            CHECK(out[row * work->stride + i] == expected);
        }
    if (!work->keep)
        return;
    CHECK_EQUAL(atomic_load(&keeping), work->items);
    for (size_t item = 0; item < work->items; item++)
        CHECK(atomic_load_explicit(&kept[item], memory_order_relaxed) == label(round, item, 0, 0));
}

static void run_and_check(labels *labels)
{
    uint32_t round = atomic_load(&current_round) + 1;
    atomic_store(&current_round, round);
    clear(&labels->work);
    bb_smp_pool_run(&pool, &labels->work);
    check(&labels->work, round);
}

/* --- The tests --- */

/* All shapes, any number of workers: the same floats. */
TEST(the_result_depends_on_nothing)
{
    uint64_t random = 1;
    for (size_t count = 0; count <= MOST_WORKERS; count++) {
        start(count);
        for (int i = 0; i < 300; i++) {
            size_t items = 1 + bb_test_random(&random) % 700;
            size_t item_floats = 1 + bb_test_random(&random) % 40;
            size_t rows = 1 + bb_test_random(&random) % 6;
            labels labels =
                labels_of(items, item_floats, rows, bb_test_random(&random) % 3 * item_floats);
            labels.work.item_cost = (size_t)1 << bb_test_random(&random) % 18;
            if (i % 2 == 1)
                keep_scratch(&labels, 1 + bb_test_random(&random) % 20);
            run_and_check(&labels);
        }
        stop();
    }
}

TEST(nothing_is_a_work_too)
{
    start(1);
    labels labels = labels_of(0, 16, 1, 16);
    run_and_check(&labels);
    stop();
}

/* More items than a ticket counts, which go in slices; more floats than the workers' buffers hold,
 * which workers copy out. */
TEST(works_may_be_large)
{
    start(2);
    labels many = labels_of(3 << 20, 1, 1, 5);
    run_and_check(&many);
    labels wide = labels_of(400, 9000, 1, 1);
    run_and_check(&wide);
    keep_scratch(&wide, 10);
    run_and_check(&wide);
    stop();
}

/* Nobody comes to take a part: so the caller does them all, and sees how the work was cut. */
static void cut_and_check(size_t processors, size_t items)
{
    start(0);
    pool.processors = processors;
    own_chunks = 0;
    labels labels = labels_of(items, 4, 1, 0);
    run_and_check(&labels);
    stop();
}

TEST(each_processor_has_one_chunk)
{
    cut_and_check(2, 6);
    CHECK_EQUAL(own_chunks, 2);
    CHECK_EQUAL(own_size[0], 3);
    CHECK_EQUAL(own_size[1], 3);
    cut_and_check(3, 11);
    CHECK_EQUAL(own_chunks, 3);
    CHECK_EQUAL(own_size[0], 4);
    CHECK_EQUAL(own_size[1], 4);
    CHECK_EQUAL(own_size[2], 3);
}

TEST(the_rest_of_a_large_work_is_cut_finely)
{
    cut_and_check(2, 200);
    CHECK(own_chunks > 6);
    CHECK_EQUAL(own_size[0], 80);
    CHECK_EQUAL(own_size[1], 80);
    CHECK(own_size[2] <= 15);
}

TEST(there_may_be_more_processors_than_chunks)
{
    cut_and_check(2 * BB_SMP_CHUNKS, 1000);
    CHECK(own_chunks <= BB_SMP_CHUNKS);
    cut_and_check(2 * BB_SMP_CHUNKS, 100000);
    CHECK(own_chunks <= BB_SMP_CHUNKS);
}

/* Workers stand at a gate, so nothing would come back from them. */
TEST(some_works_are_the_callers_alone)
{
    start(2);
    atomic_store(&gate, false);
    atomic_store(&by_workers, 0);
    labels small = labels_of(64, 4, 1, 0);
    small.work.item_cost = 16;
    run_and_check(&small);
    labels huge_items = labels_of(4, BB_SMP_STAGING + 1, 1, 0);
    run_and_check(&huge_items);
    labels huge_scratch = labels_of(4, 1, 1, 0);
    keep_scratch(&huge_scratch, BB_SMP_STAGING);
    run_and_check(&huge_scratch);
    labels without_size = labels_of(64, 4, 1, 0);
    without_size.work.bytes = 0;
    run_and_check(&without_size);
    labels too_large = labels_of(64, 4, 1, 0);
    too_large.work.bytes = BB_WORK_BYTES + 8;
    run_and_check(&too_large);
    sleep_us(20000);
    CHECK_EQUAL(atomic_load(&by_workers), 0);
    atomic_store(&gate, true);
    stop();
}

/*
 * Workers that stop in the middle of a chunk: the caller does it, goes on, and what they deliver
 * when they go on themselves, computed from later data, goes nowhere.
 */
TEST(a_stopped_worker_is_done_without)
{
    start(2);
    atomic_store(&gate, false);
    atomic_store(&by_workers, 0);
    labels labels = labels_of(500, 16, 2, 16);
    keep_scratch(&labels, 3);
    while (atomic_load(&by_workers) < 2) /* until both have got stuck */
        run_and_check(&labels);
    CHECK(pool.taken_over > 0);
    for (int i = 0; i < 20; i++)
        run_and_check(&labels);
    uint32_t round = atomic_load(&current_round);
    atomic_store(&current_round, round + 1); /* what they will compute from */
    atomic_store(&gate, true);
    stop();
    check(&labels.work, round);
}

/* Workers deliver: otherwise the tests above would prove little. */
TEST(workers_take_part)
{
    start(1);
    atomic_store(&by_workers, 0);
    labels labels = labels_of(4096, 64, 1, 0);
    for (int i = 0; i < 10000 && atomic_load(&by_workers) < 100; i++)
        run_and_check(&labels);
    CHECK(atomic_load(&by_workers) >= 100);
    stop();
}

/* What settles a pool can rely on: no worker is in the middle of something. */
TEST(settled_workers_read_nothing)
{
    start(2);
    labels labels = labels_of(500, 16, 1, 0);
    atomic_store(&by_workers, 0);
    for (int i = 0; i < 20000 && atomic_load(&by_workers) < 100; i++) {
        atomic_store(&gate, i % 8 != 0); /* stopped workers go on while they are waited for */
        run_and_check(&labels);
        atomic_store(&gate, true);
        for (size_t w = 0; w < worker_count; w++)
            bb_smp_worker_settle(&workers[w]);
        CHECK_EQUAL(atomic_load(&running), 0);
    }
    CHECK(atomic_load(&by_workers) >= 100);
    stop();
}

/* The ticket has room for the generation's lower bits only. */
TEST(generations_wrap)
{
    for (uint64_t wrap = 30; wrap <= 34; wrap += 4) {
        start(2);
        pool.generation = (UINT64_C(1) << wrap) - 20;
        labels labels = labels_of(100, 16, 1, 0);
        for (int i = 0; i < 40; i++)
            run_and_check(&labels);
        stop();
    }
}

/* --- Preemption --- */

TEST(preemption_changes_nothing)
{
    enum { ROUNDS = 5000 };
    uint64_t random = 3;
    start(3);
    disturb_workers();
    for (int i = 0; i < ROUNDS; i++) {
        labels labels =
            labels_of(1 + bb_test_random(&random) % 200, 16, 1 + bb_test_random(&random) % 3, 16);
        keep_scratch(&labels, 2);
        run_and_check(&labels);
    }
    leave_workers_alone();
    CHECK(pool.taken_over > 0);
    stop();
}

int main(void)
{
    out = malloc(MOST_FLOATS * sizeof *out);
    scratch = malloc(MOST_FLOATS * sizeof *scratch);
    kept = malloc(MOST_FLOATS * sizeof *kept);
    atomic_store(&gate, true);
    int failed =
        RUN(the_result_depends_on_nothing) + RUN(nothing_is_a_work_too) + RUN(works_may_be_large) +
        RUN(each_processor_has_one_chunk) + RUN(the_rest_of_a_large_work_is_cut_finely) +
        RUN(there_may_be_more_processors_than_chunks) + RUN(some_works_are_the_callers_alone) +
        RUN(a_stopped_worker_is_done_without) + RUN(workers_take_part) +
        RUN(settled_workers_read_nothing) + RUN(generations_wrap) + RUN(preemption_changes_nothing);
    free(out);
    free(scratch);
    free((void *)kept);
    return failed != 0;
}

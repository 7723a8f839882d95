/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/smp_pair.c ../../main/c/smp_pool.c */
/* Pairs, with a thread for the other processor. Clean under ThreadSanitizer, too. */
#include "bb_test.h"
#include "smp_threads.h"

enum { MOST_MEETINGS = 40, SHARED = 64, SPLIT = 65536 /* cost of a step that is shared */ };

/*
 * A pair whose sides meet some times: each half is numbers that depend on both halves of the
 * meeting before. Then they write to memory of both, without an exchange.
 */
typedef struct relay {
    bb_pair pair;
    uint32_t round;
    uint32_t meetings;
    size_t floats; /* of a half */
    size_t memory; /* which of both sides */
} relay;

/* A meeting's work. */
typedef struct step {
    bb_work work;
    uint32_t meeting;
    float before; /* what the meeting before came to */
    uint32_t round;
    size_t memory;
    size_t share; /* of the caller, of what is written to the memory of both */
} step;

static _Atomic(bool) gate = true; /* the other side stops here until it is open, */
static _Atomic(uint32_t) gated;   /* in this meeting, from 1; 0: in every one */
static _Atomic(uint32_t) kept[MOST_MEETINGS][2];
static _Atomic(uint32_t) both[2][SHARED]; /* the memory of both */
static _Atomic(uint32_t) by_other;        /* meetings that it has computed */
static float results[MOST_MEETINGS];      /* the caller's */
static bool was_given_up;                 /* at the last meeting, as the caller was told */

static float value(const step *step, size_t half, size_t i)
{
    return (float)((step->round * 31u + step->meeting * 7u + (uint32_t)half * 13u + (uint32_t)i) %
                   1021u) +
           step->before;
}

static void pass_gate(const step *step)
{
    if (!is_worker)
        return;
    atomic_fetch_add(&by_other, 1);
    uint32_t where = atomic_load(&gated);
    while (!atomic_load(&gate) && (where == 0 || where == step->meeting + 1))
        sleep_us(50);
}

static void compute(const bb_work *work, const bb_part *part)
{
    const step *step = (const struct step *)work;
    pass_gate(step);
    for (size_t item = 0; item < part->count; item++) {
        for (size_t i = 0; i < work->item_floats; i++)
            part->out[item * work->item_floats + i] = value(step, part->first + item, i);
        part->scratch[item] = (float)(part->first + item);
    }
}

static void keep(const bb_work *work, const bb_part *part)
{
    const step *step = (const struct step *)work;
    for (size_t item = 0; item < part->count; item++) {
        CHECK(part->scratch[item] == (float)(part->first + item));
        atomic_store_explicit(&kept[step->meeting][part->first + item], step->round,
                              memory_order_relaxed);
    }
}

static void write_to_both(const bb_work *work, const bb_part *part)
{
    const step *step = (const struct step *)work;
    pass_gate(step);
    const size_t before[] = {0, step->share, SHARED};
    for (size_t i = before[part->first]; i < before[part->first + part->count]; i++)
        atomic_store_explicit(&both[step->memory][i], step->round, memory_order_relaxed);
}

/* The numbers of both halves, folded: other ones, or in another order, give something else. A side
 * that has been given up may find numbers that the caller is just writing. */
__attribute__((no_sanitize("thread"))) static float fold(const float *const halves[2],
                                                         size_t floats)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < 2 * floats; i++)
        sum = (sum * 33u + (uint32_t)halves[i / floats][i % floats]) % 4093u;
    return (float)sum;
}

static void run(const bb_pair *pair, bb_side *side, bool other)
{
    const relay *relay = (const struct relay *)pair;
    static float buffers[2][2 * BB_HALF_FLOATS];
    static float scratch[2][2];
    const float *halves[2];
    step step = {.work = {.run = compute,
                          .keep = keep,
                          .items = 2,
                          .out = buffers[other],
                          .item_floats = relay->floats,
                          .rows = 1,
                          .scratch = scratch[other],
                          .item_scratch = 1},
                 .round = relay->round,
                 .memory = relay->memory};
    for (; step.meeting < relay->meetings; step.meeting++) {
        bb_smp_meet(side, &step.work, halves);
        step.before = fold(halves, relay->floats);
        if (!other)
            results[step.meeting] = step.before;
    }
    step.work.run = write_to_both;
    step.work.keep = NULL;
    step.work.item_floats = 0;
    step.share = bb_smp_share(side, SHARED);
    bool told = bb_smp_meet(side, &step.work, halves);
    if (!other)
        was_given_up = told;
}

static void check(const relay *relay)
{
    float values[2][BB_HALF_FLOATS];
    const float *const halves[2] = {values[0], values[1]};
    step step = {.round = relay->round};
    for (; step.meeting < relay->meetings; step.meeting++) {
        for (size_t half = 0; half < 2; half++)
            for (size_t i = 0; i < relay->floats; i++)
                values[half][i] = value(&step, half, i);
        step.before = fold(halves, relay->floats);
        CHECK(results[step.meeting] == step.before);
        for (size_t half = 0; half < 2; half++)
            CHECK_EQUAL(atomic_load(&kept[step.meeting][half]), relay->round);
    }
    for (size_t i = 0; i < SHARED; i++)
        CHECK_EQUAL(atomic_load(&both[relay->memory][i]), relay->round);
}

static uint32_t round_number;

/* Whether it was run as a pair. */
static bool run_and_check(uint32_t meetings, size_t floats)
{
    static size_t memory;
    relay relay = {{run, sizeof relay, SPLIT}, ++round_number, meetings, floats, memory};
    if (!bb_smp_pool_pair(&pool, &relay.pair))
        return false;
    check(&relay);
    if (was_given_up) /* it may still write there */
        memory = 1 - memory;
    return true;
}

/* Goes on at once after the other side was late. */
static void forget_lateness(void)
{
    pool.pace.fine_works = 0;
}

TEST(halves_are_exchanged)
{
    uint64_t random = 1;
    start(1);
    atomic_store(&by_other, 0);
    for (int i = 0; i < 20000 && atomic_load(&by_other) < 20000; i++) {
        forget_lateness();
        CHECK(run_and_check(1 + (uint32_t)(bb_test_random(&random) % (MOST_MEETINGS - 1)),
                            1 + bb_test_random(&random) % BB_HALF_FLOATS));
    }
    CHECK(atomic_load(&by_other) > 1000);
    stop();
}

/* It stops in the middle of a step, of each in turn: the caller computes its half, and all that
 * come after. What it delivers when it goes on goes nowhere. */
TEST(the_other_side_is_done_without)
{
    enum { MEETINGS = 3 };
    start(1);
    for (uint32_t meeting = 1; meeting <= MEETINGS + 1; meeting++) {
        atomic_store(&gated, meeting);
        bool stopped = false;
        while (!stopped) {
            uint64_t late = pool.taken_over;
            uint32_t before = atomic_load(&by_other);
            atomic_store(&gate, false);
            forget_lateness();
            CHECK(run_and_check(MEETINGS, 20));
            CHECK(pool.taken_over == late + 1); /* somewhere */
            stopped = atomic_load(&by_other) == before + meeting;
            CHECK(!stopped || was_given_up == (meeting == MEETINGS + 1));
            for (int i = 0; i < 3; i++) { /* without it, while it stands there */
                forget_lateness();
                CHECK(run_and_check(MEETINGS, 100));
            }
            atomic_store(&gate, true);
            bb_smp_worker_settle(&workers[0]);
        }
    }
    atomic_store(&gated, 0);
    stop();
}

/* What a pair leaves of the caller's share when the sides took so long. */
static uint32_t share_after(uint32_t share, uint64_t ours, uint64_t theirs, bool alone)
{
    bb_smp_meetings_open(&pool.meetings);
    bb_side side = bb_smp_side(&pool.meetings, false, 0, share);
    side.took[0] = ours;
    side.took[1] = theirs;
    side.alone = alone;
    pool.meetings.share = share;
    bb_smp_side_end(&side);
    return pool.meetings.share;
}

/* Who takes longer gets less, bit by bit, until both take as long; but each some. */
TEST(shares_go_by_speed)
{
    const double ticks[][2] = {{1, 1}, {1, 1.3}, {2, 1}, {1, 9}, {9, 1}};
    const double expected[] = {0.5, 1.3 / 2.3, 1.0 / 3, 0.75, 0.25};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        uint32_t share = BB_SMP_ALL / 2;
        for (int pairs = 0; pairs < 200; pairs++) {
            double ours = ticks[i][0] * share;
            double theirs = ticks[i][1] * (BB_SMP_ALL - share);
            share = share_after(share, (uint64_t)ours, (uint64_t)theirs, false);
        }
        CHECK_NEAR((double)share / BB_SMP_ALL, expected[i], 0.004);
        bb_side side = {.share = share};
        CHECK_EQUAL(bb_smp_share(&side, 2000), 2000 * share / BB_SMP_ALL);
    }
    CHECK_EQUAL(share_after(500, 1, 1000, true), 500); /* nobody knows how long it took */
    const bb_side half = {.share = BB_SMP_ALL / 2};
    CHECK_EQUAL(bb_smp_share(&half, 0), 0);
    CHECK_EQUAL(bb_smp_share(&half, 1), 0);
    CHECK_EQUAL(bb_smp_share(&half, 7), 3);
}

/* It never comes. */
TEST(the_caller_may_be_alone)
{
    start(0);
    pool.processors = 2;
    CHECK(run_and_check(5, 14));
    CHECK_EQUAL(pool.taken_over, 1);
    CHECK(!was_given_up || pool.taken_over > 0);
    stop();
}

TEST(some_pairs_are_not_run)
{
    start(0);
    CHECK(!run_and_check(2, 8)); /* one processor */
    pool.processors = 3;
    CHECK(!run_and_check(2, 8));
    pool.processors = 2;
    CHECK(run_and_check(2, 8));
    for (unsigned left = pool.pace.fine_works; left > 0; left--)
        CHECK(!run_and_check(2, 8)); /* the other side was late just now */
    CHECK(run_and_check(2, 8));
    forget_lateness();
    relay relay = {{run, BB_WORK_BYTES + 8, SPLIT}, ++round_number, 1, 8, 0};
    CHECK(!bb_smp_pool_pair(&pool, &relay.pair));
    relay.pair.bytes = sizeof relay - 1;
    CHECK(!bb_smp_pool_pair(&pool, &relay.pair));
    relay.pair = (bb_pair){run, sizeof relay, 4096};
    CHECK(!bb_smp_pool_pair(&pool, &relay.pair));
    stop();
}

TEST(preemption_changes_nothing)
{
    enum { ROUNDS = 5000 };
    uint64_t random = 3;
    start(1);
    disturb_workers();
    for (int i = 0; i < ROUNDS; i++) {
        forget_lateness();
        CHECK(run_and_check(1 + (uint32_t)(bb_test_random(&random) % (MOST_MEETINGS - 1)),
                            1 + bb_test_random(&random) % 300));
    }
    leave_workers_alone();
    CHECK(pool.taken_over > 0);
    stop();
}

int main(void)
{
    return RUN(halves_are_exchanged) | RUN(the_other_side_is_done_without) |
           RUN(shares_go_by_speed) | RUN(the_caller_may_be_alone) | RUN(some_pairs_are_not_run) |
           RUN(preemption_changes_nothing);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "smp_pair.h"

#include "smp_core.h"

/* Of what the sides share, each has so much at least; by so much shares change from pair to pair:
 * little, since a side may have been stopped, but often. */
#define LEAST_SHARE (BB_SMP_ALL / 4)
#define SHARE_STEP (BB_SMP_ALL / 512)

/* --- Halves --- */

enum { LINE_FLOATS = 64 / sizeof(float) };

/* The other side has read them: they come back while something is computed. */
static void fetch_to_write(const bb_smp_half *half, size_t floats)
{
    for (size_t i = 0; i < floats; i += LINE_FLOATS)
        bb_smp_fetch_to_write(&half->values[i]);
}

/* All lines come at the same time. */
static const float *fetch(const bb_smp_half *half, size_t floats)
{
    for (size_t i = 0; i < floats; i += LINE_FLOATS)
        __builtin_prefetch(&half->values[i]);
    return half->values;
}

static void show(bb_smp_half *half, uint64_t meeting)
{
    atomic_store_explicit(&half->meeting, meeting, memory_order_release);
}

/* Or a later one is: then this side has been given up. */
static bool is_shown(const bb_smp_half *half, uint64_t meeting)
{
    return atomic_load_explicit(&half->meeting, memory_order_acquire) >= meeting;
}

/* --- Meetings --- */

/* Where a side's half of the meeting is. */
static bb_smp_half *half_of(const bb_side *side, bool other)
{
    bb_smp_meetings *meetings = side->meetings;
    return &(other ? meetings->of_other : meetings->of_caller)[side->last % 2];
}

/* A half of a work, to where it is told. */
static bb_part part_of(const bb_work *work, size_t half, float *out)
{
    return (bb_part){half, 1, out, work->stride, work->scratch + half * work->item_scratch};
}

/* Computes this side's half. */
static bb_part compute(bb_side *side, const bb_work *work)
{
    bb_smp_half *half = half_of(side, side->other);
    bb_part part = part_of(work, side->other, half->values);
    fetch_to_write(half, work->item_floats);
    work->run(work, &part);
    return part;
}

/* Ends a step; returns the ticks that it took. */
static uint64_t end_step(bb_side *side)
{
    uint64_t begun = side->begun;
    side->begun = bb_smp_ticks();
    return side->begun - begun;
}

/*
 * For the caller, after a step of so many ticks: waits for the other side's half; false if the
 * caller is to compute it. The other side is late if it needs longer for a step than the caller
 * did, or, if it was there before, than the whole pair should have taken.
 */
static bool await_other(bb_side *side, uint64_t step, const bb_smp_half *theirs)
{
    uint64_t due = side->begun + step;
    if (side->met > 0 && due < side->due)
        due = side->due;
    uint64_t until = due + BB_SMP_PATIENCE_TICKS;
    while (!is_shown(theirs, side->last)) {
        side->begun = bb_smp_ticks();
        if (side->begun > until && bb_smp_acquire(&side->meetings->owned, side->last))
            return false;
        bb_smp_pause();
    }
    return true;
}

/* For the other side. */
static void await_caller(bb_side *side, const bb_smp_half *theirs)
{
    while (!is_shown(theirs, side->last)) {
        bb_smp_pause();
        side->begun = bb_smp_ticks();
    }
}

/* Takes the other side's half, which is shown. */
static const float *receive(bb_side *side, const bb_smp_half *theirs, size_t floats)
{
    side->met = side->last;
    return fetch(theirs, floats);
}

static void keep(const bb_work *work, const bb_part *part)
{
    if (work->keep)
        work->keep(work, part);
}

/* What the other side has delivered it also keeps: afterwards, so that its result is on its way. */
static void await_kept(bb_smp_meetings *meetings, uint64_t meeting)
{
    while (atomic_load_explicit(&meetings->kept, memory_order_acquire) < meeting)
        bb_smp_pause();
}

static bool meet_as_caller(bb_side *side, const bb_work *work, const float *halves[2])
{
    const bb_smp_half *theirs = half_of(side, true);
    bb_part mine = compute(side, work);
    uint64_t step = side->took[0] = end_step(side);
    show(half_of(side, false), side->last);
    keep(work, &mine);
    halves[0] = mine.out;
    if (await_other(side, step, theirs)) {
        side->took[1] = atomic_load_explicit(&theirs->took, memory_order_relaxed);
        halves[1] = receive(side, theirs, work->item_floats);
        return false;
    }
    bb_part other = part_of(work, 1, work->out + work->item_floats);
    side->alone = true;
    await_kept(side->meetings, side->met);
    bb_work_run_part(work, &other);
    halves[1] = other.out;
    return true;
}

static void meet_as_other(bb_side *side, const bb_work *work, const float *halves[2])
{
    bb_smp_meetings *meetings = side->meetings;
    const bb_smp_half *theirs = half_of(side, false);
    bb_smp_half *ours = half_of(side, true);
    bb_part mine = compute(side, work);
    if (!bb_smp_acquire(&meetings->owned, side->last)) {
        side->alone = true;
        return;
    }
    atomic_store_explicit(&ours->took, end_step(side), memory_order_relaxed);
    show(ours, side->last);
    keep(work, &mine);
    atomic_store_explicit(&meetings->kept, side->last, memory_order_release);
    await_caller(side, theirs);
    halves[0] = receive(side, theirs, work->item_floats);
    halves[1] = mine.out;
}

bool bb_smp_meet(bb_side *side, const bb_work *work, const float *halves[2])
{
    halves[0] = work->out;
    halves[1] = work->out + work->item_floats;
    if (side->alone) {
        if (!side->other)
            bb_work_run_alone(work);
        return false;
    }
    side->last++;
    if (!side->other)
        return meet_as_caller(side, work, halves);
    meet_as_other(side, work, halves);
    return false;
}

size_t bb_smp_share(const bb_side *side, size_t items)
{
    return items * side->share / BB_SMP_ALL;
}

bb_side bb_smp_side(bb_smp_meetings *meetings, bool other, uint64_t last, uint32_t share)
{
    uint64_t now = bb_smp_ticks();
    return (bb_side){.meetings = meetings,
                     .other = other,
                     .last = last,
                     .share = share,
                     .begun = now,
                     .start = now,
                     .due = other ? 0 : now + meetings->usual};
}

/* The caller's share of the next pair: who took longer for its share of the last one gets less. */
static uint32_t next_share(const bb_side *side)
{
    if (side->took[0] > side->took[1])
        return side->share >= LEAST_SHARE + SHARE_STEP ? side->share - SHARE_STEP : LEAST_SHARE;
    const uint32_t most = BB_SMP_ALL - LEAST_SHARE;
    return side->share + SHARE_STEP <= most ? side->share + SHARE_STEP : most;
}

uint64_t bb_smp_side_end(bb_side *side)
{
    bb_smp_meetings *meetings = side->meetings;
    uint64_t met = side->last - meetings->last;
    uint64_t took = side->begun - side->start;
    if (!side->alone) {
        meetings->usual = meetings->usual == 0 ? took : meetings->usual / 8 * 7 + took / 8;
        meetings->share = next_share(side);
    }
    meetings->last = side->last;
    return met;
}

void bb_smp_meetings_open(bb_smp_meetings *meetings)
{
    atomic_init(&meetings->owned, 0);
    atomic_init(&meetings->kept, 0);
    for (size_t turn = 0; turn < 2; turn++) {
        atomic_init(&meetings->of_caller[turn].meeting, 0);
        atomic_init(&meetings->of_other[turn].meeting, 0);
    }
    meetings->last = 0;
    meetings->usual = 0;
    meetings->share = BB_SMP_ALL / 2;
}

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SMP_PAIR_H
#define SMP_PAIR_H

/*
 * How the two sides of a pair meet: each computes its half into memory of its own, then writes the
 * number of the meeting behind it, and reads the other's half when that one's number is there.
 *
 * When the other side is late, the caller does its half too, and goes on alone: not before it has
 * waited for as long as going on alone would take it longer, so it loses twice as much at most as
 * if it had known how long the other side stays away. Of each meeting one of them gets the right to
 * that half, which the other side asks for before it shows what it has got: so one that is held up
 * finds that it has been given up. It may still read what the caller writes, and get anything;
 * nothing comes of it, since it gets no right any more.
 */
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bb_parallel.h"

typedef struct bb_smp_half {
    _Alignas(64) float values[BB_HALF_FLOATS];

    /* Of the other side: how long it has worked since the meeting before, in ticks. Then the
     * meeting, which is written last: who waits looks only here. */
    _Alignas(64) _Atomic(uint64_t) took;
    _Atomic(uint64_t) meeting;
} bb_smp_half;

/* Meetings are counted from 1, on through all pairs. */
typedef struct bb_smp_meetings {
    /* The latest of which somebody got the right to the other side's half. */
    _Alignas(64) _Atomic(uint64_t) owned;

    /* The latest of which the other side has kept what its work keeps. */
    _Atomic(uint64_t) kept;

    /* Of the caller, and of the other side; of odd meetings and even ones in turn: who writes the
     * next but one has read what the other wrote next, which read this before. */
    bb_smp_half of_caller[2];
    bb_smp_half of_other[2];

    /* The caller's own: the latest that it has counted; ticks of a pair, as a rule; its share of
     * what the sides share at a pair's end. */
    uint64_t last;
    uint64_t usual;
    uint32_t share; /* BB_SMP_ALL is all of it */
} bb_smp_meetings;

#define BB_SMP_ALL 1024u

struct bb_side {
    bb_smp_meetings *meetings;
    bool other;       /* not the caller's */
    bool alone;       /* it meets nobody any more: the caller does everything, the other nothing */
    uint64_t last;    /* meeting */
    uint64_t met;     /* the latest at which the other side was in time; 0: at none */
    uint64_t begun;   /* the current step, in ticks */
    uint64_t start;   /* the pair, */
    uint64_t due;     /* the caller: and when it should be over */
    uint64_t took[2]; /* the caller: ticks of the step before the last meeting, on either side */
    uint32_t share;   /* of the caller */
};

void bb_smp_meetings_open(bb_smp_meetings *meetings);

/* Begins a pair on one side. The other side is told the caller's `last` and `share`. */
bb_side bb_smp_side(bb_smp_meetings *meetings, bool other, uint64_t last, uint32_t share);

/* Ends it on the caller's; returns how many times both have met. */
uint64_t bb_smp_side_end(bb_side *side);

/* See bb_parallel_meet, bb_parallel_share. */
bool bb_smp_meet(bb_side *side, const bb_work *work, const float *halves[2]);
size_t bb_smp_share(const bb_side *side, size_t items);

#endif

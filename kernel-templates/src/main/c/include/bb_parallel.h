/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_PARALLEL_H
#define BB_PARALLEL_H

/*
 * Work that is split among the processors. Without a module that provides the capability, the
 * calling processor does all of it.
 */
#include <stdbool.h>
#include <stddef.h>

typedef struct bb_kernel bb_kernel;

/* The largest struct that begins with a bb_work. */
#define BB_WORK_BYTES 512

typedef struct bb_work bb_work;

/* Some adjacent items of a work, and where what is computed of them goes. */
typedef struct bb_part {
    size_t first; /* item */
    size_t count;
    float *out;     /* its element 0 is the first float of item `first` */
    size_t stride;  /* floats from one row of out to the next: the work's own, or a buffer's */
    float *scratch; /* count * item_scratch floats */
} bb_part;

/*
 * A piece of work: `items` independent items, of which each writes `item_floats` floats in each of
 * `rows` rows of `out`: item i writes out[row * stride + i * item_floats ...]. What is written
 * depends on the item only, not on who computes it nor with what others: so the result is the same
 * with any number of processors, and an item may be computed twice.
 *
 * A bb_work is the first member of a struct with all that `run` needs. Other processors get a copy
 * of that struct, and one that was held up may still be computing from its copy when the work is
 * long done and the next is under way; what it finds is thrown away. So what the struct points to
 * must stay mapped until bb_parallel_settle (arenas, static objects; nothing on the stack), and
 * `run` must end and keep within bounds whatever the values there have become: sizes, offsets and
 * further pointers belong into the struct, or into what never changes.
 */
struct bb_work {
    /* Computes items into `out` and `scratch` of the part, and writes nothing else. Reads nothing
     * that the same work writes. Calls nothing of the platform. */
    void (*run)(const bb_work *work, const bb_part *part);

    /*
     * Puts what `run` has left in `scratch` where it belongs; NULL if there is no such thing. It is
     * called for each item once, by who has computed it and when nobody else can any more, before
     * the work is done: so it may write what the program reads later. Short, since a processor that
     * is held up in it is waited for.
     */
    void (*keep)(const bb_work *work, const bb_part *part);

    size_t bytes; /* of the struct that begins here; 0: only the calling processor does the work */
    size_t items;
    size_t item_cost; /* bytes that an item reads, times how often: how finely it pays to split */
    float *out;
    size_t item_floats;
    size_t rows;
    size_t stride;       /* floats from one row of out to the next */
    float *scratch;      /* (items, item_scratch), for the calling processor; others have theirs */
    size_t item_scratch; /* floats that an item needs beside its results */
};

/* Does all of it; everything is written when this returns. Only the boot processor calls it. */
void bb_parallel_run(const bb_work *work);

/* Does a part that nobody else can deliver. */
static inline void bb_work_run_part(const bb_work *work, const bb_part *part)
{
    work->run(work, part);
    if (work->keep) {
        work->keep(work, part);
    }
}

/* Does all of it on the calling processor: what bb_parallel_run comes to without others. */
static inline void bb_work_run_alone(const bb_work *work)
{
    const bb_part all = {0, work->items, work->out, work->stride, work->scratch};
    bb_work_run_part(work, &all);
}

/*
 * A pair: steps that two processors take side by side. Both run all of them, each on buffers of its
 * own; where both need something that takes long, each computes a half of it, and they meet. So a
 * result crosses from one processor to the other once, where a work first has to reach the other,
 * and then its result to come back.
 *
 * A bb_pair is the first member of a struct with all that `run` needs, of which the other processor
 * gets a copy. That one may be held up for as long as it likes, with the same consequences as for a
 * bb_work: it is done without, its halves are computed on this side, and what it still computes
 * when it goes on, from whatever it finds, goes nowhere but into its side's buffers.
 */
typedef struct bb_pair bb_pair;

/* One of the two that run a pair: the calling processor, or the other. */
typedef struct bb_side bb_side;

struct bb_pair {
    /* Both run it, `other` tells which. It may write to buffers of its side only, but in `keep` of
     * works on which they meet; it ends whether or not these have delivered anything. */
    void (*run)(const bb_pair *pair, bb_side *side, bool other);
    size_t bytes; /* of the struct that begins here, BB_WORK_BYTES at most */

    /* Bytes that both sides read together from one meeting to the next, or more. */
    size_t step_cost;
};

/* Floats of a half, at most. */
#define BB_HALF_FLOATS 1024

/* Runs a pair, until the calling side has all its results. False, with nothing done, if no other
 * processor is ready, if there are several, who share works better, or if steps are too short. */
bool bb_parallel_pair(const bb_pair *pair);

/*
 * Does a work of two items and one row, of BB_HALF_FLOATS each at most: this side computes one of
 * them and gets the other from the other side, which must meet on the same work. `halves` tells
 * where they are, until the side meets again; `out` and `scratch` are this side's, and hold what it
 * computes for the other one's want. The work need not outlive the call; its `bytes` are not used.
 *
 * Items of 0 floats are what `run` writes to memory of both sides; not at a pair's first meeting,
 * to which the other side may never have come. Returns whether it may still be writing there, since
 * it was given up at this meeting. It may do so until bb_parallel_settle, or until it takes part in
 * a later pair.
 */
bool bb_parallel_meet(bb_side *side, const bb_work *work, const float *halves[2]);

/*
 * How many of the items of the work on which a pair's last meeting is the calling side should
 * compute, and the other side the rest, so that both finish together: going by who was there first
 * at the last meetings of earlier pairs. Both sides are told the same.
 */
size_t bb_parallel_share(const bb_side *side, size_t items);

/* Waits until no processor reads anything that works point to: before memory is given back that
 * was allocated for a work. Nothing else needs it. */
void bb_parallel_settle(void);

/* Processors that take part, the calling one included. */
size_t bb_parallel_processors(void);

/* Prints rows about the machine's processors for /cpu; nothing without the module. */
void bb_parallel_show(bb_kernel *kernel);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_PARALLEL_H
#define BB_PARALLEL_H

/*
 * Work that is split among the processors. Without a module that provides the capability, the
 * calling processor does all of it.
 */
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

/* Waits until no processor reads anything that works point to: before memory is given back that
 * was allocated for a work. Nothing else needs it. */
void bb_parallel_settle(void);

/* Processors that take part, the calling one included. */
size_t bb_parallel_processors(void);

/* Prints rows about the machine's processors for /cpu; nothing without the module. */
void bb_parallel_show(bb_kernel *kernel);

#endif

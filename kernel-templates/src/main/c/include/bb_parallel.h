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
typedef struct bb_work {
    /*
     * Computes items [first, first + count) into `out`, whose element 0 is the first float of item
     * `first`. `stride` is that of `out`, which need not be the work's own: it may be a buffer of
     * the processor's. Reads nothing that the same work writes. Calls nothing of the platform.
     */
    void (*run)(const struct bb_work *work, size_t first, size_t count, float *out, size_t stride);
    size_t bytes; /* of the struct that begins here; 0: only the calling processor does the work */
    size_t items;
    size_t item_cost; /* bytes that an item reads, times how often: how finely it pays to split */
    float *out;
    size_t item_floats;
    size_t rows;
    size_t stride; /* floats from one row of out to the next */
} bb_work;

/* Does all of it; everything is written when this returns. Only the boot processor calls it. */
void bb_parallel_run(const bb_work *work);

/* Waits until no processor reads anything that works point to: before memory is given back that
 * was allocated for a work. Nothing else needs it. */
void bb_parallel_settle(void);

/* Processors that take part, the calling one included. */
size_t bb_parallel_processors(void);

/* Prints rows about the machine's processors for /cpu; nothing without the module. */
void bb_parallel_show(bb_kernel *kernel);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_PARALLEL_H
#define BB_PARALLEL_H

/*
 * Work that is split among the processors. Without a module that provides the capability, the
 * calling processor does all of it.
 */
#include <stddef.h>

/*
 * A piece of work: `items` independent items, of which each writes `item_floats` floats in each of
 * `rows` rows of `out`: item i writes out[row * stride + i * item_floats ...]. What is written
 * depends on the item only, not on who computes it nor with what others: so the result is the same
 * with any number of processors, and an item may be computed twice.
 */
typedef struct bb_work {
    /*
     * Computes items [first, first + count) into `out`, whose element 0 is the first float of item
     * `first`. `stride` is that of `out`, which need not be the work's own: it may be a buffer of
     * the processor's. Reads nothing that the same work writes.
     */
    void (*run)(const struct bb_work *work, size_t first, size_t count, float *out, size_t stride);
    size_t items;
    size_t item_cost; /* bytes of memory that an item reads, about: how finely it pays to split */
    float *out;
    size_t item_floats;
    size_t rows;
    size_t stride; /* floats from one row of out to the next */
} bb_work;

/* Does all of it; everything is written when this returns. Only the boot processor calls it. */
void bb_parallel_run(const bb_work *work);

/* Processors that take part, the calling one included. */
size_t bb_parallel_processors(void);

#endif

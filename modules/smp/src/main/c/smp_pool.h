/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SMP_POOL_H
#define SMP_POOL_H

/*
 * How processors share a work. No firmware here: whatever calls bb_smp_pool_work is a worker.
 *
 * A work is cut into chunks, which processors claim by moving a ticket on. As long as all keep pace
 * there is one for each, since every chunk costs its beginning. Large works, and others for a while
 * after a worker was late, are cut finely: chunks are large first and ever smaller then (guided
 * self-scheduling: Polychronopoulos and Kuck 1987), so whoever is slow, or comes late, takes fewer.
 *
 * The caller of the pool computes chunks like the workers do. When none is left and a worker has
 * not delivered within the time that its chunk would take the caller, the caller does the chunk
 * itself: so a worker may stop at any instruction, for as long as it likes, and costs no more than
 * its share of the speed.
 *
 * That is why a worker computes into a buffer of its own, and then asks for the chunk, which goes
 * to who asks first. One that finds that the caller has taken the chunk over drops its result. One
 * that gets it leaves a small result where it is, for the caller to fetch, and copies a large one
 * out itself; only a worker that stops in the middle of that (some microseconds) is waited for.
 *
 * What the two sides look at and write lies in separate cache lines; each transfer of a line
 * between cores takes 50 to 150 ns, and a small work has time for few.
 */
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bb_parallel.h"
#include "smp_pair.h"

/* Chunks of a work, at most. */
#define BB_SMP_CHUNKS 256

/* Floats of a worker's buffer. */
#define BB_SMP_STAGING 131072

/* How a work, or a slice of it, is cut into chunks. */
typedef struct bb_smp_cut {
    uint64_t generation; /* slices are counted, from 1 */
    size_t first;        /* the first item */
    /* No more than a ticket can count. */
    uint32_t items;
    uint32_t own;          /* items of the first chunk, the caller's */
    uint32_t large_chunks; /* how many more are large */
    uint32_t large;        /* items of a large chunk; the last of all may have fewer */
    uint32_t divisor;      /* the others have this part of what remains, */
    uint32_t least;        /* but so many at least */
    uint32_t most;         /* and at most */
    uint16_t bytes;        /* of the work, or the pair */
    bool is_pair;          /* of which `first` is the last meeting before it, `large` the share */
} bb_smp_cut;

/* What a worker must know of a work, or a pair. */
typedef struct bb_smp_job {
    bb_smp_cut cut;
    union {
        bb_work work;
        bb_pair pair;
        uint64_t words[BB_WORK_BYTES / sizeof(uint64_t)];
    };
} bb_smp_job;

/* Whether workers keep pace with the caller. */
typedef struct bb_smp_pace {
    unsigned fine_works;   /* so many of the next works are cut finely */
    unsigned next_fine;    /* so many will be when a worker is late again */
    unsigned steady_works; /* since one was late */
} bb_smp_pace;

typedef struct bb_smp_pool {
    /* The lower bits: items that nobody has claimed, chunks claimed so far, and the generation's
     * lower bits. Workers look here for work. */
    _Alignas(64) _Atomic(uint64_t) ticket;

    /* The bb_smp_job of the ticket's generation. */
    _Alignas(64) _Atomic(uint64_t) job[sizeof(bb_smp_job) / sizeof(uint64_t)];

    /* For each chunk, the latest generation in which somebody got the right to deliver its result,
     * and in which a worker has done so; where its result is, if the caller is to fetch it. */
    struct {
        _Alignas(64) _Atomic(uint64_t) owned;
        _Alignas(64) _Atomic(uint64_t) done;
        _Atomic(const float *) staged;
    } chunk[BB_SMP_CHUNKS];

    bb_smp_meetings meetings;

    /* The caller's own. */
    _Alignas(64) uint64_t generation;
    size_t processors;   /* that take part, the caller included */
    uint64_t taken_over; /* chunks that the caller did because a worker was late */
    bb_smp_pace pace;
} bb_smp_pool;

/* What a worker has for itself. */
typedef struct bb_smp_worker {
    _Alignas(64) _Atomic(bool) busy; /* may have something of a work in hand */
    float *staging;                  /* BB_SMP_STAGING floats */
} bb_smp_worker;

/* Opens a pool for a caller and no worker. */
void bb_smp_pool_open(bb_smp_pool *pool);

/*
 * Does a work, see bb_parallel_run. `processors` of the pool tells how finely it is cut; workers
 * may be fewer, or come and go.
 */
void bb_smp_pool_run(bb_smp_pool *pool, const bb_work *work);

/* Runs a pair, see bb_parallel_pair. */
bool bb_smp_pool_pair(bb_smp_pool *pool, const bb_pair *pair);

/* What a worker does until the pool is closed. */
void bb_smp_pool_work(bb_smp_pool *pool, bb_smp_worker *worker);

/* For the caller, between works: waits until the worker has nothing of a work in hand, and so reads
 * nothing that works point to. */
void bb_smp_worker_settle(const bb_smp_worker *worker);

/* Sends the workers away. Those that are in the middle of something come a little later. */
void bb_smp_pool_close(bb_smp_pool *pool);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_SOURCE_H
#define BB_SOURCE_H

/* A readable thing of known size: a file, a partition, later a network download. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bb_status.h"

/* The most that is read at once: some firmware fails on more. */
#define BB_SOURCE_PART ((size_t)1 << 20)

typedef struct bb_source bb_source;

struct bb_source {
    const char *name; /* for messages; owned by whoever opened it, outlives the source */
    uint64_t size;    /* bytes */
    bool padded;      /* what was written may be shorter than size: a partition is whole blocks */
    void *handle;     /* the implementation's */
    bb_status (*read)(bb_source *source, uint64_t offset, void *out, size_t length);
    void (*close)(bb_source *source);

    /*
     * Reads beside each other, and beside what the processor does meanwhile: each is in a slot of
     * its own, from 0 to slots - 1. `start` begins one of at most BB_SOURCE_PART bytes; when
     * `finish`, which waits, has returned, its slot is free, and without a failure the bytes are
     * there. `abandon` waits for all that were started, whatever becomes of them: until then the
     * device writes to memory. A device that cannot has 0 slots.
     */
    size_t slots;
    bb_status (*start)(bb_source *source, size_t slot, uint64_t offset, void *out, size_t length);
    bb_status (*finish)(bb_source *source, size_t slot);
    void (*abandon)(bb_source *source);

    /* Told of the end of each part that was read, if it is not NULL: for progress. */
    void (*arrived)(uint64_t end);
};

/*
 * Reads exactly `length` bytes, in parts of at most BB_SOURCE_PART. Fails with E-FILE-TRUNCATED if
 * they are not all there, E-FILE-READ with the offset if the device fails.
 */
bb_status bb_source_read(bb_source *source, uint64_t offset, void *out, size_t length);
void bb_source_close(bb_source *source);

/* Takes the parts that bb_source_stream reads, one after the other: `number` counts them from 0. A
 * failure ends the stream. */
typedef bb_status bb_source_taker(void *context, size_t number, const void *bytes, size_t length);

/*
 * Reads `length` bytes, which are within the source's size, into `out` in parts of `part` bytes, 1
 * to BB_SOURCE_PART, the last one shorter, and hands each to `take`: where the device can, while
 * the next ones are being read. Fails with E-FILE-READ, and as `take` does.
 */
bb_status bb_source_stream(bb_source *source, uint64_t offset, void *out, size_t length,
                           size_t part, bb_source_taker *take, void *context);

#endif

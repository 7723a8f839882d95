/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_SOURCE_H
#define BB_SOURCE_H

/* A readable thing of known size: a file, later a partition or a network download. */
#include <stddef.h>
#include <stdint.h>

#include "bb_status.h"

typedef struct bb_source bb_source;

struct bb_source {
    const char *name; /* for messages; owned by whoever opened it, outlives the source */
    uint64_t size;    /* bytes */
    void *handle;     /* the implementation's */
    bb_status (*read)(bb_source *source, uint64_t offset, void *out, size_t length);
    void (*close)(bb_source *source);
};

/*
 * Reads exactly `length` bytes in chunks of at most 1 MiB (some firmware fails on larger ones).
 * Fails with E-FILE-TRUNCATED if they are not all there, E-FILE-READ with the offset if the device
 * fails.
 */
bb_status bb_source_read(bb_source *source, uint64_t offset, void *out, size_t length);
void bb_source_close(bb_source *source);

#endif

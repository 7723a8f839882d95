/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WHOLE_FILE_H
#define WHOLE_FILE_H

/* A file of the boot volume that is read into memory at once. */
#include <stddef.h>

#include "bb_status.h"

/* Longest path, its zero byte included. */
#define BB_BENCH_PATH 256

typedef struct bb_bench_file {
    void *bytes; /* pages, which bb_bench_file_free gives back */
    size_t size;
} bb_bench_file;

/* Writes a path as bb_platform.h wants it: "a/b" is "\a\b". Fails with E-BENCH-PATH. */
bb_status bb_bench_path(char out[BB_BENCH_PATH], const char *path, const char *ending);

/* Reads a file. Fails with E-BENCH-PATH, and as opening and reading it and allocating does. */
bb_status bb_bench_file_read(const char *path, bb_bench_file *out);

void bb_bench_file_free(bb_bench_file *file);

#endif

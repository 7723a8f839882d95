/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prints how fast one core reads memory, in bytes a second: the best of some rounds of a plain
 * vector loop over as many bytes as the argument says, in 2 MiB pages as under UEFI.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

typedef float vector __attribute__((vector_size(64)));

enum { ROUNDS = 60, STREAM = 4, HUGE_PAGE = 2 << 20 };

static volatile float sink;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void read_all(const vector *data, size_t count)
{
    vector sum[STREAM] = {0};
    for (size_t i = 0; i + STREAM <= count; i += STREAM) {
        for (size_t s = 0; s < STREAM; s++) {
            sum[s] += data[i + s];
        }
    }
    vector all = sum[0] + sum[1] + sum[2] + sum[3];
    sink = all[0];
}

int main(int argc, char **argv)
{
    size_t bytes = argc == 2 ? strtoul(argv[1], NULL, 10) : 0;
    size_t pages = (bytes + HUGE_PAGE - 1) / HUGE_PAGE;
    vector *data = bytes > 0 ? aligned_alloc(HUGE_PAGE, pages * HUGE_PAGE) : NULL;
    if (data == NULL) {
        fprintf(stderr, "usage: read_bandwidth BYTES\n");
        return 2;
    }
    madvise(data, pages * HUGE_PAGE, MADV_HUGEPAGE);
    memset(data, 1, pages * HUGE_PAGE);
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
        double start = now();
        read_all(data, bytes / sizeof *data);
        double rate = (double)bytes / (now() - start);
        best = rate > best ? rate : best;
    }
    printf("%.0f\n", best);
    return 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prints how fast memory is read, in bytes a second: the mean over a time, of plain vector loops
 * over as many bytes as wanted, in 2 MiB pages as under UEFI.
 *
 *   read_bandwidth BYTES THREADS MILLISECONDS
 *
 * Each thread reads a part of its own, again and again, without waiting for the others.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

typedef float vector __attribute__((vector_size(64)));

enum { STREAMS = 8, HUGE_PAGE = 2 << 20, MOST_THREADS = 256 };

static atomic_bool started, ended;

struct reader {
    pthread_t thread;
    const vector *data;
    size_t count;
    double rate; /* bytes a second, when it has ended */
    float sum;   /* so that nothing is optimised away */
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

__attribute__((target_clones("avx512f", "avx2", "default"))) static void
read_all(const vector *data, size_t count, float *out)
{
    vector sum[STREAMS] = {0};
    for (size_t i = 0; i + STREAMS <= count; i += STREAMS) {
#pragma clang loop unroll(full)
        for (size_t s = 0; s < STREAMS; s++)
            sum[s] += data[i + s];
    }
    for (size_t s = 0; s < STREAMS; s++)
        *out += sum[s][0];
}

static void *read_again_and_again(void *argument)
{
    struct reader *reader = argument;
    size_t passes = 0;
    read_all(reader->data, reader->count, &reader->sum);
    while (!atomic_load(&started))
        ;
    double start = now();
    do {
        read_all(reader->data, reader->count, &reader->sum);
        passes++;
    } while (!atomic_load_explicit(&ended, memory_order_relaxed));
    double bytes = (double)passes * (double)reader->count * (double)sizeof(vector);
    reader->rate = bytes / (now() - start);
    return NULL;
}

int main(int argc, char **argv)
{
    size_t bytes = argc == 4 ? strtoul(argv[1], NULL, 10) : 0;
    size_t threads = argc == 4 ? strtoul(argv[2], NULL, 10) : 0;
    unsigned long milliseconds = argc == 4 ? strtoul(argv[3], NULL, 10) : 0;
    if (bytes == 0 || threads == 0 || threads > MOST_THREADS || milliseconds == 0) {
        fprintf(stderr, "usage: read_bandwidth BYTES THREADS MILLISECONDS\n");
        return 2;
    }
    size_t part = bytes / threads / sizeof(vector) / STREAMS * STREAMS;
    size_t memory = (bytes + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
    vector *data = aligned_alloc(HUGE_PAGE, memory);
    if (data == NULL || part == 0) {
        fprintf(stderr, "read_bandwidth: %zu bytes for %zu threads: no memory, or too little\n",
                bytes, threads);
        return 1;
    }
    madvise(data, memory, MADV_HUGEPAGE);
    memset(data, 0, memory);
    static struct reader readers[MOST_THREADS];
    for (size_t i = 0; i < threads; i++) {
        readers[i].data = data + i * part;
        readers[i].count = part;
        if (pthread_create(&readers[i].thread, NULL, read_again_and_again, &readers[i]) != 0) {
            fprintf(stderr, "read_bandwidth: thread %zu does not start\n", i);
            return 1;
        }
    }
    atomic_store(&started, true);
    nanosleep(&(struct timespec){.tv_sec = (time_t)(milliseconds / 1000),
                                 .tv_nsec = (long)(milliseconds % 1000) * 1000000},
              NULL);
    atomic_store(&ended, true);
    double rate = 0;
    float sum = 0;
    for (size_t i = 0; i < threads; i++) {
        pthread_join(readers[i].thread, NULL);
        rate += readers[i].rate;
        sum += readers[i].sum;
    }
    printf("%.0f\n", rate + (double)sum * 0);
    return 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/smp_pair.c ../../main/c/smp_pool.c */
/*
 * How much a second processor helps. Threads stand in for processors.
 *
 *   smp_bench [PROCESSORS [pin]]
 *
 * For works of several sizes: how long one takes alone and shared, as medians of alternated rounds;
 * the weights of 9 MiB are read in turn, as in decoding. Then the round trip of a work that does
 * nothing, and a long run of a small model's works, whose speed a second process that loads a core
 * can be held against: see docs/performance.md.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#include "smp_pool.h"

typedef float vector __attribute__((vector_size(32)));

enum { PANEL = 5376, PANELS = 1756, FLOATS = 16, MOST_PROCESSORS = 64 };

typedef struct reading {
    bb_work work;
    const char *weights;
} reading;

static bb_smp_pool pool;
static char *weights;
static float *out;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + 1e-3 * (double)t.tv_nsec;
}

static void pin(size_t cpu)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(cpu, &set);
    pthread_setaffinity_np(pthread_self(), sizeof set, &set);
}

static bool pinned;

static void *worker(void *number)
{
    bb_smp_worker worker = {.staging = aligned_alloc(64, BB_SMP_STAGING * sizeof(float))};
    if (pinned)
        pin((size_t)number);
    bb_smp_pool_work(&pool, &worker);
    return NULL;
}

/* Sums each panel, as a matrix kernel of one token reads it. */
static void run(const bb_work *work, const bb_part *part)
{
    const char *panel = ((const reading *)work)->weights + part->first * PANEL;
    float *to = part->out;
    for (size_t i = 0; i < part->count; i++, panel += PANEL, to += FLOATS) {
        vector sum[4] = {0};
        for (size_t at = 0; at < PANEL; at += sizeof sum)
            for (size_t s = 0; s < 4; s++)
                sum[s] += *(const vector *)(const void *)(panel + at + s * sizeof *sum);
        for (size_t j = 0; j < FLOATS; j++)
            to[j] = sum[j / 8][j % 8] + sum[j / 8 + 2][j % 8];
    }
}

static void run_nothing(const bb_work *work, const bb_part *part)
{
    (void)work;
    for (size_t i = 0; i < part->count; i++)
        part->out[i] = (float)(part->first + i);
}

static reading work_of(size_t first, size_t panels)
{
    return (reading){.work = {.run = run,
                              .bytes = sizeof(reading),
                              .items = panels,
                              .item_cost = PANEL,
                              .out = out,
                              .item_floats = FLOATS,
                              .rows = 1,
                              .stride = panels * FLOATS},
                     .weights = weights + first * PANEL};
}

/* Microseconds of a work of so many panels, over all weights in turn. */
static double time_of(size_t panels, size_t processors)
{
    size_t count = PANELS / panels;
    pool.processors = processors;
    double start = now();
    for (size_t i = 0; i < count; i++) {
        reading reading = work_of(i * panels, panels);
        bb_smp_pool_run(&pool, &reading.work);
    }
    return (now() - start) / (double)count;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void compare_sizes(size_t processors)
{
    enum { ROUNDS = 101 };
    static const size_t sizes[] = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, PANELS};
    printf("%10s %10s %10s %8s %10s\n", "KiB", "alone us", "shared us", "ratio", "GB/s");
    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        double alone[ROUNDS], shared[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            alone[i] = time_of(sizes[s], 1);
            shared[i] = time_of(sizes[s], processors);
        }
        qsort(alone, ROUNDS, sizeof *alone, compare);
        qsort(shared, ROUNDS, sizeof *shared, compare);
        double a = alone[ROUNDS / 2], b = shared[ROUNDS / 2];
        printf("%10.1f %10.2f %10.2f %8.2f %10.1f\n", (double)(sizes[s] * PANEL) / 1024, a, b,
               a / b, (double)(sizes[s] * PANEL) / b * 1e-3);
    }
}

static void round_trip(size_t processors)
{
    enum { ROUNDS = 200000 };
    pool.processors = processors;
    bb_work work = {.run = run_nothing,
                    .bytes = sizeof work,
                    .items = 8,
                    .item_cost = 8192,
                    .out = out,
                    .item_floats = 1,
                    .rows = 1,
                    .stride = 8};
    double best = 1e9;
    for (int part = 0; part < 20; part++) {
        double start = now();
        for (int i = 0; i < ROUNDS / 20; i++)
            bb_smp_pool_run(&pool, &work);
        double mean = (now() - start) / (ROUNDS / 20);
        best = mean < best ? mean : best;
    }
    printf("round trip of an empty work in 8 chunks: %.3f us\n", best);
}

/* The works of a token of the 15M shape in 4 bits: products of a layer, six times, then the
 * classifier. */
static void decode(size_t processors, double seconds)
{
    static const size_t panels[] = {27, 9, 48, 24};
    pool.processors = processors;
    size_t tokens = 0;
    double start = now(), end = start + seconds * 1e6;
    for (; now() < end; tokens++) {
        for (size_t layer = 0, at = 0; layer < 6; layer++)
            for (size_t i = 0; i < 4; i++) {
                reading reading = work_of(at, panels[i]);
                bb_smp_pool_run(&pool, &reading.work);
                at += panels[i];
            }
        reading classifier = work_of(700, 1000);
        bb_smp_pool_run(&pool, &classifier.work);
    }
    printf("%zu processors: %.0f tokens/s, %.0f taken over a second\n", processors,
           (double)tokens / (now() - start) * 1e6, (double)pool.taken_over / (now() - start) * 1e6);
    pool.taken_over = 0;
}

int main(int argc, char **argv)
{
    size_t processors = argc > 1 ? strtoul(argv[1], NULL, 10) : 2;
    double seconds = argc > 3 ? strtod(argv[3], NULL) : 0;
    pinned = argc > 2 && strcmp(argv[2], "pin") == 0;
    if (processors < 2 || processors > MOST_PROCESSORS)
        return 2;
    size_t bytes = 16u << 20;
    weights = aligned_alloc(2 << 20, bytes);
    madvise(weights, bytes, MADV_HUGEPAGE);
    memset(weights, 1, bytes);
    out = aligned_alloc(64, PANELS * FLOATS * sizeof *out);
    bb_smp_pool_open(&pool);
    pthread_t threads[MOST_PROCESSORS];
    if (pinned)
        pin(processors - 1);
    for (size_t i = 0; i + 1 < processors; i++)
        pthread_create(&threads[i], NULL, worker, (void *)i);
    if (seconds > 0) {
        decode(1, seconds);
        decode(processors, seconds);
    } else {
        compare_sizes(processors);
        round_trip(processors);
        for (int i = 0; i < 4; i++)
            decode(i % 2 == 0 ? 1 : processors, 0.3);
    }
    bb_smp_pool_close(&pool);
    for (size_t i = 0; i + 1 < processors; i++)
        pthread_join(threads[i], NULL);
    return 0;
}

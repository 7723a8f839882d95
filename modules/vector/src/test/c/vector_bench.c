/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Times the vector sets on this machine:
 *
 *   clang-19 -O2 -ffp-contract=off -fno-math-errno -D_GNU_SOURCE -I../../main/c \
 *     -I../../../../../kernel-templates/src/main/c/include vector_bench.c test_sets.c test_cpu.c \
 *     ../../main/c/vector_sse2.c ../../main/c/vector_avx2.c ../../main/c/vector_avx512.c \
 *     -lm -o vector_bench && ./vector_bench [SET [vectors|F32|F16]]
 *
 * Each figure is the best of many runs. Attention is timed with one head again and again, with
 * heads that take 12 MiB one after the other, and with 256 MiB, of which nothing stays in the
 * processor's caches; "read" is a plain loop that adds up the same bytes.
 */
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <x86intrin.h>

#include "bb_weights.h"
#include "test_sets.h"

enum { FOOTPRINT = 256 << 20, MOST_POSITIONS = 8192 };

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void *filled(size_t bytes)
{
    float *memory;
    if (posix_memalign((void **)&memory, 64, bytes) != 0)
        abort();
    uint32_t state = 1;
    for (size_t i = 0; i < bytes / sizeof(float); i++) {
        state = state * 1664525 + 1013904223;
        /* Small halves, and small floats: two halves of 0.002 to 0.1, of both signs. */
        uint32_t bits = 0x28002800 + (state & 0x8fff8fff);
        memcpy(memory + i, &bits, sizeof bits);
    }
    return memory;
}

static volatile float sink;

/* Adds up bytes with eight independent sums. */
static void __attribute__((target("avx2"))) read_all(const void *memory, size_t bytes)
{
    const __m256i *from = memory;
    __m256i sums[8] = {0};
    for (size_t i = 0; i + 8 <= bytes / 32; i += 8)
        for (size_t lane = 0; lane < 8; lane++)
            sums[lane] = _mm256_add_epi32(sums[lane], _mm256_load_si256(from + i + lane));
    for (size_t lane = 1; lane < 8; lane++)
        sums[0] = _mm256_add_epi32(sums[0], sums[lane]);
    sink = (float)_mm256_extract_epi32(sums[0], 0);
}

typedef struct head {
    const bb_vector_set *set;
    bb_attention attention;
    size_t bytes; /* of keys, or of values */
    size_t heads; /* of the cache that are walked through */
    bool plain;
    const char *memory;
} head;

/* Attends to, or reads, one head after the other. */
static void attend_all(const head *head)
{
    bb_attention attention = head->attention;
    for (size_t i = 0; i < head->heads; i++) {
        const char *keys = head->memory + i * 2 * head->bytes;
        if (head->plain) {
            read_all(keys, 2 * head->bytes);
            continue;
        }
        attention.keys = keys;
        attention.values = keys + head->bytes;
        head->set->attend(&attention);
    }
}

typedef struct times {
    double attend;
    double read;
} times;

static void measure(head *head, bool plain, double *least)
{
    head->plain = plain;
    double start = seconds();
    attend_all(head);
    double took = (seconds() - start) / (double)head->heads;
    *least = took < *least ? took : *least;
}

/* The best times of a head, attending and reading by turns: a busy moment hits both. */
static times best(head *head, size_t footprint)
{
    times best = {1e9, 1e9};
    head->heads = footprint < 2 * head->bytes ? 1 : footprint / (2 * head->bytes);
    for (double end = seconds() + 0.25; seconds() < end;) {
        measure(head, true, &best.read);
        measure(head, false, &best.attend);
    }
    return best;
}

static double tsc_per_second(void)
{
    double start = seconds();
    uint64_t first = __rdtsc();
    while (seconds() < start + 0.05)
        continue;
    return (double)(__rdtsc() - first) / (seconds() - start);
}

static void bench_attend(const bb_vector_set *set, const char *memory, bb_kv_type type,
                         size_t group)
{
    static const size_t sizes[] = {48, 64, 128};
    static const size_t positions[] = {256, 2048, 8192};
    float *query = filled(32 * 128 * sizeof(float));
    float *out = filled(32 * 128 * sizeof(float));
    for (size_t i = 0; i < 32 * 128; i++)
        query[i] = (float)(i % 17) * 0.1f - 0.8f;
    double tsc = tsc_per_second();
    for (size_t s = 0; s < 3; s++)
        for (size_t p = 0; p < 3; p++) {
            size_t element = type == BB_KV_F16 ? 2 : 4;
            head head = {
                .set = set,
                .attention = {.out = out,
                              .query = query,
                              .positions = positions[p],
                              .head_size = sizes[s],
                              .tokens = 1,
                              .group = group,
                              .scale = 0.1f,
                              .type = type},
                .bytes = positions[p] * sizes[s] * element,
                .memory = memory,
            };
            double gigabytes = 2e-9 * (double)head.bytes;
            times near = best(&head, 0);
            times shared = best(&head, 12 << 20);
            times far = best(&head, FOOTPRINT);
            printf("%-7s attend %s group %zu, %3zu x %4zu: %9.1f ns %6.2f cycles/position; GB/s "
                   "(read): %5.1f (%5.1f), 12 MiB %4.1f (%4.1f), memory %4.1f (%4.1f)\n",
                   set->name, type == BB_KV_F16 ? "F16" : "F32", group, sizes[s], positions[p],
                   near.attend * 1e9, near.attend * tsc / (double)positions[p],
                   gigabytes / near.attend, gigabytes / near.read, gigabytes / shared.attend,
                   gigabytes / shared.read, gigabytes / far.attend, gigabytes / far.read);
        }
    free(query);
    free(out);
}

/* What is not attention, at the sizes of models. */
typedef struct vectors {
    const bb_vector_set *set;
    size_t count;
    float *a, *b, *c;
    int8_t *quants;
    float *scales;
    int32_t *sums;
    char *cache;
} vectors;

static void run_rmsnorm(const vectors *v)
{
    v->set->rmsnorm(v->c, v->a, v->b, v->count, 1e-5f);
}

static void run_rope(const vectors *v)
{
    v->set->rope(v->c, v->count / 48, 48, v->a, v->b);
}

static void run_swiglu(const vectors *v)
{
    v->set->swiglu(v->c, v->a, v->b, v->count);
}

static void run_accumulate(const vectors *v)
{
    v->set->accumulate(v->c, v->a, v->count);
}

static void run_quantize(const vectors *v)
{
    v->set->quantize(v->quants, v->scales, v->sums, v->a, v->count, v->count, 1);
}

static void run_interleave(const vectors *v)
{
    v->set->interleave(v->c, v->a, v->count, v->count, 16);
}

static void run_store_kv(const vectors *v)
{
    for (size_t i = 0; i < v->count / 48; i++)
        v->set->store_kv(v->cache, v->cache + (1 << 20), BB_KV_F32, i, 48, v->a, v->b);
}

static void run_softmax(const vectors *v)
{
    memcpy(v->c, v->a, v->count * sizeof(float));
    v->set->softmax(v->c, v->count, 1.0f);
}

static void run_attend(const vectors *v)
{
    v->set->attend(&(bb_attention){.out = v->c,
                                   .query = v->a,
                                   .keys = v->cache,
                                   .values = v->cache + (1 << 20),
                                   .positions = 128,
                                   .head_size = 48,
                                   .tokens = 1,
                                   .group = 1,
                                   .scale = 0.1f,
                                   .type = BB_KV_F32});
}

typedef struct work {
    const char *name;
    void (*run)(const vectors *);
} work;

static const work works[] = {
    {"rmsnorm", run_rmsnorm},      {"rope", run_rope},
    {"swiglu", run_swiglu},        {"accumulate", run_accumulate},
    {"quantize", run_quantize},    {"interleave x16", run_interleave},
    {"store_kv", run_store_kv},    {"softmax+copy", run_softmax},
    {"attend 48x128", run_attend},
};

static volatile size_t steps;

static void count_step(int signal)
{
    (void)signal;
    steps++;
}

/* Instructions of a call, by the processor's trap flag. */
static size_t instructions(const work *work, const vectors *vectors)
{
    steps = 0;
    __asm__ volatile("pushfq; orq $0x100, (%%rsp); popfq" ::: "cc", "memory");
    work->run(vectors);
    __asm__ volatile("pushfq; andq $~0x100, (%%rsp); popfq" ::: "cc", "memory");
    return steps - 4; /* of the brackets */
}

static double time_work(const work *work, const vectors *vectors)
{
    double least = 1e9;
    for (double end = seconds() + 0.05; seconds() < end;) {
        double start = seconds();
        for (size_t i = 0; i < 100; i++)
            work->run(vectors);
        double took = seconds() - start;
        least = took < least ? took : least;
    }
    return least / 100;
}

static void bench_vectors(const bb_vector_set *set)
{
    static const size_t counts[] = {288, 768, 2048};
    signal(SIGTRAP, count_step);
    for (size_t w = 0; w < sizeof works / sizeof works[0]; w++) {
        printf("%-7s %-15s", set->name, works[w].name);
        for (size_t c = 0; c < 3; c++) {
            vectors vectors = {
                .set = set,
                .count = counts[c],
                .a = filled(16 * counts[c] * sizeof(float)),
                .b = filled(16 * counts[c] * sizeof(float)),
                .c = filled(16 * counts[c] * sizeof(float)),
                .quants = filled(counts[c]),
                .scales = filled(counts[c] / BB_BLOCK * 4),
                .sums = filled(counts[c] / BB_BLOCK * 4),
                .cache = filled(2 << 20),
            };
            printf("  %4zu: %7.1f ns %6zu instr", counts[c], time_work(&works[w], &vectors) * 1e9,
                   instructions(&works[w], &vectors));
            free(vectors.a);
            free(vectors.b);
            free(vectors.c);
            free(vectors.quants);
            free(vectors.scales);
            free(vectors.sums);
            free(vectors.cache);
        }
        printf("\n");
    }
}

int main(int count, char **arguments)
{
    const char *only = count > 1 ? arguments[1] : "";
    const char *part = count > 2 ? arguments[2] : ""; /* vectors, F32 or F16 */
    char *memory = filled(FOOTPRINT);
    const bb_vector_set *set;
    for (size_t i = 0; (set = test_set(i)) != NULL; i++) {
        if (count > 1 && strcmp(only, set->name) != 0)
            continue;
        if (count < 3 || strcmp(part, "vectors") == 0)
            bench_vectors(set);
        for (size_t group = 1; group <= 8; group *= 8) {
            if (count < 3 || strcmp(part, "F32") == 0)
                bench_attend(set, memory, BB_KV_F32, group);
            if (count < 3 || strcmp(part, "F16") == 0)
                bench_attend(set, memory, BB_KV_F16, group);
        }
    }
    return 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Times matrix kernels over the weights of one token of stories15M (float32, 61 MB), against a
 * plain AVX-512 loop that reads the same bytes. Not a test: it is how the kernels' shapes were
 * chosen.
 *
 *   nasm -f elf64 -o k.o matmul_avx2_f32.asm && ld.lld-19 -shared -o avx2.so k.o
 *   clang-19 -O2 -I... -o matmul_bench matmul_bench.c
 *   ./matmul_bench [-r ROUNDS] avx2.so avx512.so ...
 *
 * Each round runs every kernel once, the read loop before each, so that a noisy moment hits all. A
 * row shows the best and the median time, the bandwidth of the median, and the medians of the read
 * loop's time divided by the kernel's in the same round (1.00: as fast as reading).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#include "matmul_kernels.h"

enum {
    DIM = 288,
    HIDDEN = 768,
    LAYERS = 6,
    VOCABULARY = 32000,
    KERNELS_MAX = 32,
    ROUNDS_MAX = 1000
};

typedef struct kernel {
    const char *name;
    bb_matmul_fn *run;
    double seconds[ROUNDS_MAX];
    double ratio[ROUNDS_MAX];
} kernel;

static kernel kernels[KERNELS_MAX];
static double read_seconds[KERNELS_MAX * ROUNDS_MAX];
static float x[HIDDEN];
static float out[VOCABULARY];
static volatile float sink;

static const size_t WEIGHTS =
    (size_t)LAYERS * (4u * DIM * DIM + 3u * DIM * HIDDEN) + (size_t)VOCABULARY * DIM;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static const float *multiply(bb_matmul_fn *run, const float *weights, size_t rows, size_t cols)
{
    bb_matmul_args args = {
        .out = out, .x = x, .weights = weights, .rows = rows, .cols = cols, .stride = cols};
    run(&args);
    return weights + rows * cols;
}

static void token(bb_matmul_fn *run, const float *weights)
{
    for (int layer = 0; layer < LAYERS; layer++) {
        for (int i = 0; i < 4; i++) {
            weights = multiply(run, weights, DIM, DIM);
        }
        weights = multiply(run, weights, HIDDEN, DIM);
        weights = multiply(run, weights, HIDDEN, DIM);
        weights = multiply(run, weights, DIM, HIDDEN);
    }
    multiply(run, weights, VOCABULARY, DIM);
}

__attribute__((target("avx512f"), noinline)) static void read_all(const float *weights)
{
    __m512 a = _mm512_setzero_ps(), b = a, c = a, d = a;
    for (size_t i = 0; i + 64 <= WEIGHTS; i += 64) {
        a = _mm512_add_ps(a, _mm512_loadu_ps(weights + i));
        b = _mm512_add_ps(b, _mm512_loadu_ps(weights + i + 16));
        c = _mm512_add_ps(c, _mm512_loadu_ps(weights + i + 32));
        d = _mm512_add_ps(d, _mm512_loadu_ps(weights + i + 48));
    }
    sink = _mm512_reduce_add_ps(_mm512_add_ps(_mm512_add_ps(a, b), _mm512_add_ps(c, d)));
}

static int ascending(const void *a, const void *b)
{
    double p = *(const double *)a;
    double q = *(const double *)b;
    return (p > q) - (p < q);
}

static void show(const char *name, double *seconds, size_t count, double *ratio, size_t ratios)
{
    double bytes = (double)WEIGHTS * sizeof(float);
    qsort(seconds, count, sizeof *seconds, ascending);
    qsort(ratio, ratios, sizeof *ratio, ascending);
    double median = seconds[count / 2];
    printf("%-28s best %6.3f ms  median %6.3f ms  %5.1f GB/s", name, 1e3 * seconds[0], 1e3 * median,
           1e-9 * bytes / median);
    if (ratios > 0) {
        printf("  of read: median %.3f, best/best %.3f", ratio[ratios / 2],
               read_seconds[0] / seconds[0]);
    }
    putchar('\n');
}

static bb_matmul_fn *find(const char *path)
{
    static const char *const names[] = {"bb_matmul_sse2_f32", "bb_matmul_avx2_f32",
                                        "bb_matmul_avx512_f32"};
    void *library = dlopen(path, RTLD_NOW);
    for (size_t i = 0; library && i < sizeof names / sizeof *names; i++) {
        void *symbol = dlsym(library, names[i]);
        if (symbol) {
            bb_matmul_fn *run;
            memcpy(&run, &symbol, sizeof run);
            return run;
        }
    }
    fprintf(stderr, "%s: %s\n", path, library ? "holds no kernel" : dlerror());
    exit(2);
}

int main(int argc, char **argv)
{
    size_t rounds = 60;
    size_t count = 0;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "-r") == 0 && i + 1 < argc) {
            rounds = strtoul(argv[++i], NULL, 10);
        } else if (count < KERNELS_MAX) {
            kernels[count].name = strrchr(argv[i], '/') ? strrchr(argv[i], '/') + 1 : argv[i];
            kernels[count++].run = find(argv[i]);
        }
    }
    if (count == 0 || rounds == 0 || rounds > ROUNDS_MAX) {
        fprintf(stderr, "usage: matmul_bench [-r 1..%d] kernel.so ...\n", ROUNDS_MAX);
        return 2;
    }
    /* Large pages, as under UEFI. */
    size_t huge = (size_t)2 << 20;
    size_t bytes = (WEIGHTS * sizeof(float) + huge - 1) / huge * huge;
    float *weights = aligned_alloc(huge, bytes);
    if (!weights) {
        fprintf(stderr, "no memory for %zu bytes of weights\n", bytes);
        return 2;
    }
    madvise(weights, bytes, MADV_HUGEPAGE);
    uint32_t random = 1;
    for (size_t i = 0; i < WEIGHTS; i++) {
        random = random * 1664525u + 1013904223u;
        weights[i] = (float)(int32_t)random * 0x1p-33f;
    }
    for (size_t i = 0; i < HIDDEN; i++) {
        x[i] = weights[i];
    }
    for (size_t round = 0; round < rounds; round++) {
        for (size_t k = 0; k < count; k++) {
            double start = now();
            read_all(weights);
            double middle = now();
            token(kernels[k].run, weights);
            double end = now();
            read_seconds[round * count + k] = middle - start;
            kernels[k].seconds[round] = end - middle;
            kernels[k].ratio[round] = (middle - start) / (end - middle);
        }
    }
    show("read loop", read_seconds, rounds * count, NULL, 0);
    for (size_t k = 0; k < count; k++) {
        show(kernels[k].name, kernels[k].seconds, rounds, kernels[k].ratio, rounds);
    }
    free(weights);
    return 0;
}

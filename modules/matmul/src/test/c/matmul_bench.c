/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Times matrix kernels over the weights of a model, against a plain loop that reads the same
 * bytes. Not a test: it is how the kernels' shapes were chosen.
 *
 *   nasm -f elf64 -o k.o matmul_avx2_f32.asm && ld.lld-19 -shared -o avx2.so k.o
 *   clang-19 -O2 -I... -o matmul_bench matmul_bench.c
 *   ./matmul_bench [-r ROUNDS] [-t TOKENS] [-c PANELS] [-m 15M|110M|1.1B] avx2.so avx512.so ...
 *
 * -c: so many panels a call, as if the work were split among processors.
 *
 * Of a file with _far in its name (a link will do) the function is taken that fetches far ahead.
 * All kernels must be for the same type of weights, which the symbol's name tells. Each round runs
 * every kernel once, the read loop before each, so that a noisy moment hits all. A row shows the
 * best and the median time of a pass over all weights, the bandwidth of the best, the arithmetic of
 * the best (multiply-adds a second), and the read loop's time divided by the kernel's: the median
 * of the rounds, and best by best (1.00: as fast as reading).
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

#include "bb_matmul.h"

enum { KERNELS_MAX = 32, ROUNDS_MAX = 1000, TOKENS_MAX = 512 };

typedef struct shape {
    const char *name;
    size_t dim, kv_dim, hidden, layers, vocabulary;
} shape;

static const shape shapes[] = {{"15M", 288, 288, 768, 6, 32000},
                               {"110M", 768, 768, 2048, 12, 32000},
                               {"1.1B", 2048, 256, 5632, 22, 32000}};

typedef struct kernel {
    const char *name;
    bb_matmul_fn *run;
    double seconds[ROUNDS_MAX];
    double ratio[ROUNDS_MAX];
} kernel;

static const shape *model = &shapes[0];
static bb_dtype type;
static size_t tokens = 1;
static size_t chunk = SIZE_MAX / 2; /* panels in a call */
static size_t weight_bytes;
static kernel kernels[KERNELS_MAX];
static double read_seconds[KERNELS_MAX * ROUNDS_MAX];
static float *values;
static int8_t *quants;
static float *scales;
static int32_t *sums;
static float *out;
static volatile float sink;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* With run NULL it only counts the bytes. */
static size_t multiply(bb_matmul_fn *run, const char *weights, size_t rows, size_t cols)
{
    size_t panel_bytes = bb_panel_bytes(type, cols);
    bb_matmul_args args = {.panel_bytes = panel_bytes,
                           .quants_at = bb_values_at(type, cols),
                           .values = values,
                           .quants = quants,
                           .scales = scales,
                           .sums = sums,
                           .panels = bb_panels(rows),
                           .cols = cols,
                           .tokens = tokens,
                           .out_stride = BB_PANEL_ROWS * bb_panels(rows)};
    size_t panels = args.panels;
    for (size_t panel = 0; run && panel < panels; panel += chunk) {
        args.panels = panels - panel < chunk ? panels - panel : chunk;
        args.weights = weights + panel * panel_bytes;
        args.out = out + panel * BB_PANEL_ROWS;
        run(&args);
    }
    return panels * panel_bytes;
}

/* All products of a token, or of several; returns the bytes of weights. */
static size_t pass(bb_matmul_fn *run, const char *weights)
{
    const char *at = weights;
    for (size_t layer = 0; layer < model->layers; layer++) {
        at += multiply(run, at, model->dim, model->dim);
        at += multiply(run, at, model->kv_dim, model->dim);
        at += multiply(run, at, model->kv_dim, model->dim);
        at += multiply(run, at, model->dim, model->dim);
        at += multiply(run, at, model->hidden, model->dim);
        at += multiply(run, at, model->hidden, model->dim);
        at += multiply(run, at, model->dim, model->hidden);
    }
    at += multiply(run, at, model->vocabulary, model->dim);
    return (size_t)(at - weights);
}

/* AVX2: every processor that these kernels are measured on has it, and it reads as fast as any. */
__attribute__((target("avx2"), noinline)) static void read_all(const char *weights)
{
    __m256i sums[8] = {0};
    for (size_t i = 0; i + sizeof sums <= weight_bytes; i += sizeof sums) {
        const __m256i *from = (const __m256i *)(const void *)(weights + i);
#pragma clang loop unroll(full)
        for (size_t s = 0; s < 8; s++) {
            sums[s] = _mm256_xor_si256(sums[s], _mm256_load_si256(from + s));
        }
    }
    int lanes[8];
    for (size_t s = 1; s < 8; s++) {
        sums[0] = _mm256_xor_si256(sums[0], sums[s]);
    }
    memcpy(lanes, &sums[0], sizeof lanes);
    sink = (float)(lanes[0] ^ lanes[7]);
}

static int ascending(const void *a, const void *b)
{
    double p = *(const double *)a;
    double q = *(const double *)b;
    return (p > q) - (p < q);
}

static void show(const char *name, double *seconds, size_t count, double *ratio, size_t ratios)
{
    qsort(seconds, count, sizeof *seconds, ascending);
    qsort(ratio, ratios, sizeof *ratio, ascending);
    printf("%-28s best %8.3f ms  median %8.3f ms  %5.1f GB/s", name, 1e3 * seconds[0],
           1e3 * seconds[count / 2], 1e-9 * (double)weight_bytes / seconds[0]);
    if (ratios > 0) {
        double weights = (double)weight_bytes * 512.0 * 16.0 / (double)bb_panel_bytes(type, 512);
        printf("  %6.1f GMAC/s  of read: median %.3f, best/best %.3f",
               1e-9 * weights * (double)tokens / seconds[0], ratio[ratios / 2],
               read_seconds[0] / seconds[0]);
    }
    putchar('\n');
}

static bb_matmul_fn *find(const char *path)
{
    static const char *const sets[] = {"reference", "sse2",   "avx2",
                                       "avx_vnni",  "avx512", "avx512_vnni"};
    static const char *const types[] = {"f32", "f16", "bf16", "q8_0", "q4_0", "q4_1"};
    void *library = dlopen(path, RTLD_NOW);
    for (size_t set = 0; library && set < sizeof sets / sizeof *sets; set++) {
        for (size_t t = 0; t < sizeof types / sizeof *types; t++) {
            char name[64];
            snprintf(name, sizeof name, "bb_matmul_%s_%s", sets[set], types[t]);
            void *symbol = dlsym(library, name);
            if (strstr(path, "_far")) {
                strcat(name, "_far");
                symbol = dlsym(library, name);
            }
            if (symbol) {
                bb_matmul_fn *run;
                memcpy(&run, &symbol, sizeof run);
                type = (bb_dtype)t;
                return run;
            }
        }
    }
    fprintf(stderr, "no matrix kernel in %s\n", path);
    exit(2);
}

/* Large pages, as under UEFI. */
static void *allocate(size_t bytes)
{
    size_t huge = (size_t)2 << 20;
    bytes = (bytes + huge - 1) / huge * huge;
    void *memory = aligned_alloc(huge, bytes);
    if (!memory) {
        fprintf(stderr, "no memory for %zu bytes\n", bytes);
        exit(2);
    }
    madvise(memory, bytes, MADV_HUGEPAGE);
    memset(memory, 0, bytes);
    return memory;
}

static uint32_t random_bits(void)
{
    static uint32_t state = 1;
    state = state * 1664525u + 1013904223u;
    return state;
}

/* Any bytes are weights; only floats must be no NaN and of like magnitude. */
static void fill_weights(char *weights)
{
    for (size_t i = 0; i < weight_bytes; i += 4) {
        uint32_t bits = random_bits();
        float value = (float)(int32_t)bits * 0x1p-33f;
        if (type == BB_DTYPE_F32) {
            memcpy(&bits, &value, sizeof bits);
        } else {
            bits = (bits & 0x83ff83ffu) | 0x30003000u; /* halves from 1/8 to 1/4; scales too */
        }
        memcpy(weights + i, &bits, sizeof bits);
    }
}

static void fill_activations(void)
{
    size_t count = tokens * (model->hidden > model->dim ? model->hidden : model->dim);
    values = allocate(count * sizeof *values);
    quants = allocate(count);
    scales = allocate(count / BB_BLOCK * sizeof *scales);
    sums = allocate(count / BB_BLOCK * sizeof *sums);
    for (size_t i = 0; i < count; i++) {
        values[i] = (float)(int32_t)random_bits() * 0x1p-31f;
        quants[i] = (int8_t)(random_bits() >> 24);
        quants[i] = (int8_t)(quants[i] == -128 ? -127 : quants[i]);
        sums[i / BB_BLOCK] += quants[i];
        scales[i / BB_BLOCK] = 0x1p-8f;
    }
}

static void usage(void)
{
    fprintf(
        stderr,
        "usage: matmul_bench [-r 1..%d] [-t 1..%d] [-c PANELS] [-m 15M|110M|1.1B] kernel.so ...\n",
        ROUNDS_MAX, TOKENS_MAX);
    exit(2);
}

int main(int argc, char **argv)
{
    size_t count = 0;
    size_t rounds = 100;
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] != '-') {
            if (count == KERNELS_MAX) {
                usage();
            }
            kernels[count].name = strrchr(argv[i], '/') ? strrchr(argv[i], '/') + 1 : argv[i];
            kernels[count++].run = find(argv[i]);
        } else if (i + 1 == argc) {
            usage();
        } else if (argv[i][1] == 'r') {
            rounds = strtoul(argv[++i], NULL, 10);
        } else if (argv[i][1] == 't') {
            tokens = strtoul(argv[++i], NULL, 10);
        } else if (argv[i][1] == 'c') {
            chunk = strtoul(argv[++i], NULL, 10);
        } else {
            i++;
            for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++) {
                model = strcmp(argv[i], shapes[s].name) == 0 ? &shapes[s] : model;
            }
        }
    }
    if (count == 0 || rounds == 0 || rounds > ROUNDS_MAX || tokens == 0 || tokens > TOKENS_MAX ||
        chunk == 0) {
        usage();
    }
    weight_bytes = pass(NULL, NULL);
    char *weights = allocate(weight_bytes);
    out = allocate(tokens * model->vocabulary * sizeof *out);
    fill_weights(weights);
    fill_activations();
    for (size_t round = 0; round < rounds; round++) {
        for (size_t k = 0; k < count; k++) {
            double start = now();
            read_all(weights);
            double middle = now();
            pass(kernels[k].run, weights);
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
    return 0;
}

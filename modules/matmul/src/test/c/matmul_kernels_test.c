/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tests an emitted matrix kernel against the C reference: matmul_kernels_test sse2|avx2|avx512.
 * Exit code 0: all well; 1: a check failed, described on stderr; 77: this processor cannot run it.
 *
 * Each of the kernel's three arrays lies between two unreadable pages, touching one of them, so
 * that a single byte read or written outside is a crash.
 */
#define _GNU_SOURCE
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "matmul_kernels.h"

enum { PAGE = 4096, SKIPPED = 77, SMALL = 70, WIDE = 1024 };

/* ---- the kernel under test: the file defines one of these, the others stay null ---- */

extern bb_matmul_fn bb_matmul_sse2_f32 __attribute__((weak));
extern bb_matmul_fn bb_matmul_avx2_f32 __attribute__((weak));
extern bb_matmul_fn bb_matmul_avx512_f32 __attribute__((weak));

static bb_matmul_fn *choose(const char *set)
{
    bb_matmul_fn *run = NULL;
    bool can = false;
    if (strcmp(set, "sse2") == 0) {
        run = bb_matmul_sse2_f32;
        can = true;
    } else if (strcmp(set, "avx2") == 0) {
        run = bb_matmul_avx2_f32;
        can = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    } else if (strcmp(set, "avx512") == 0) {
        run = bb_matmul_avx512_f32;
        can = __builtin_cpu_supports("avx512f");
    }
    if (!run) {
        fprintf(stderr, "no kernel for '%s' is linked in\n", set);
        exit(1);
    }
    if (!can) {
        fprintf(stderr, "this processor has no %s\n", set);
        exit(SKIPPED);
    }
    return run;
}

/* ---- memory between unreadable pages ---- */

typedef enum place { AT_START, AT_END, PLACES } place;

typedef struct arena {
    char *start;
    size_t bytes;
} arena;

static arena arena_create(size_t bytes)
{
    bytes = (bytes + PAGE - 1) / PAGE * PAGE;
    char *all = mmap(NULL, bytes + 2 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (all == MAP_FAILED || mprotect(all + PAGE, bytes, PROT_READ | PROT_WRITE) != 0) {
        perror("mmap");
        exit(1);
    }
    return (arena){.start = all + PAGE, .bytes = bytes};
}

/* Room for count floats that touches the unreadable page before or after. */
static float *arena_floats(const arena *a, size_t count, place where)
{
    size_t bytes = count * sizeof(float);
    if (bytes > a->bytes) {
        fprintf(stderr, "test arena of %zu bytes, need %zu\n", a->bytes, bytes);
        exit(1);
    }
    return (float *)(void *)(where == AT_START ? a->start : a->start + a->bytes - bytes);
}

/* ---- data ---- */

typedef enum kind {
    UNIFORM,   /* -1 to 1 */
    INTEGERS,  /* small integers: every sum is exact, so must be equal */
    DENORMALS, /* weights below the least normal number */
    EXTREME,   /* magnitudes from 2^-60 to 2^60 */
    CANCELLING,
    SPECIAL_WEIGHT, /* one NaN or infinity among the weights */
    SPECIAL_X,
    KINDS
} kind;

static uint64_t random_state = 88172645463325252u;

/* xorshift64: Marsaglia, "Xorshift RNGs", 2003. */
static uint32_t random_bits(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)(random_state >> 32);
}

static float random_unit(void)
{
    return (float)((int32_t)random_bits() >> 8) * 0x1p-23f;
}

static float random_special(void)
{
    static const float specials[] = {INFINITY, -INFINITY, NAN};
    return specials[random_bits() % 3];
}

static float random_weight(kind k, size_t column)
{
    switch (k) {
    case INTEGERS:
        return (float)(int)(random_bits() % 31) - 15.0f;
    case DENORMALS:
        return random_unit() * 0x1p-127f;
    case EXTREME:
        return ldexpf(random_unit(), (int)(random_bits() % 121) - 60);
    case CANCELLING:
        return (column % 2 ? -1e4f : 1e4f) + random_unit();
    default:
        return random_unit();
    }
}

static float random_x(kind k)
{
    switch (k) {
    case INTEGERS:
        return (float)(int)(random_bits() % 31) - 15.0f;
    case EXTREME:
        return ldexpf(random_unit(), (int)(random_bits() % 121) - 60);
    case CANCELLING:
        return 1.0f + 0x1p-10f * random_unit();
    default:
        return random_unit();
    }
}

/* ---- the call, with a check of the registers that belong to the caller ---- */

typedef struct registers {
    uint64_t general[8];    /* rbx rbp rdi rsi r12 r13 r14 r15 */
    uint64_t vector[10][2]; /* xmm6 to xmm15 */
} registers;

/* Calls run(args) with these values in the registers, and stores what it left in them. */
void call_with_registers(bb_matmul_fn *run, const bb_matmul_args *args, registers *r);

__asm__(".pushsection .text\n"
        "call_with_registers:\n"
        ".irp r, rbx, rbp, r12, r13, r14, r15, rdx\n push %\\r\n .endr\n"
        "sub $32, %rsp\n" /* home space, Microsoft x64 convention */
        "mov %rsi, %rcx\n"
        "mov %rdi, %rax\n"
        "mov (%rdx), %rbx\n mov 8(%rdx), %rbp\n mov 16(%rdx), %rdi\n mov 24(%rdx), %rsi\n"
        "mov 32(%rdx), %r12\n mov 40(%rdx), %r13\n mov 48(%rdx), %r14\n mov 56(%rdx), %r15\n"
        ".irp n, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15\n"
        "movups (64 + 16 * (\\n - 6))(%rdx), %xmm\\n\n"
        ".endr\n"
        "call *%rax\n"
        "mov 32(%rsp), %rdx\n"
        "mov %rbx, (%rdx)\n mov %rbp, 8(%rdx)\n mov %rdi, 16(%rdx)\n mov %rsi, 24(%rdx)\n"
        "mov %r12, 32(%rdx)\n mov %r13, 40(%rdx)\n mov %r14, 48(%rdx)\n mov %r15, 56(%rdx)\n"
        ".irp n, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15\n"
        "movups %xmm\\n, (64 + 16 * (\\n - 6))(%rdx)\n"
        ".endr\n"
        "add $32, %rsp\n"
        ".irp r, rdx, r15, r14, r13, r12, rbp, rbx\n pop %\\r\n .endr\n"
        "ret\n"
        ".popsection\n");

static bool call(bb_matmul_fn *run, const bb_matmul_args *args)
{
    registers before;
    for (size_t i = 0; i < sizeof before / sizeof(uint64_t); i++) {
        uint64_t value = (uint64_t)random_bits() << 32 | random_bits();
        memcpy((char *)&before + i * sizeof value, &value, sizeof value);
    }
    registers after = before;
    call_with_registers(run, args, &after);
    if (memcmp(&before, &after, sizeof before) != 0) {
        fprintf(stderr, "a register of the caller was changed\n");
        return false;
    }
    return true;
}

/* ---- one case ---- */

typedef struct bed {
    arena weights, x, out, expected;
    bb_matmul_fn *run;
    size_t cases;
} bed;

static bool close_enough(const bb_matmul_args *a, size_t row, kind k, float expected, float got)
{
    if (isnan(expected) || isnan(got)) {
        return isnan(expected) && isnan(got);
    }
    if (isinf(expected) || isinf(got) || k == INTEGERS) {
        return expected == got;
    }
    double magnitude = 0.0;
    const float *w = (const float *)a->weights + row * a->stride;
    for (size_t c = 0; c < a->cols; c++) {
        magnitude += fabs((double)w[c] * (double)a->x[c]);
    }
    /* A product may be rounded to a multiple of the least denormal. */
    double tolerance = 1e-5 * magnitude + (double)a->cols * 0x1p-149;
    return fabs((double)expected - (double)got) <= tolerance;
}

static bool check(bed *b, size_t rows, size_t cols, size_t stride, kind k, place where)
{
    size_t span = rows == 0 ? 0 : (rows - 1) * stride + cols;
    float *weights = arena_floats(&b->weights, span, where);
    float *x = arena_floats(&b->x, cols, where);
    float *out = arena_floats(&b->out, rows, where);
    float *expected = arena_floats(&b->expected, rows, where);
    for (size_t i = 0; i < span; i++) {
        /* Between the rows: whatever is read from there shows. */
        weights[i] = i % stride < cols ? random_weight(k, i % stride) : NAN;
    }
    for (size_t c = 0; c < cols; c++) {
        x[c] = random_x(k);
    }
    if (k == SPECIAL_WEIGHT && rows > 0 && cols > 0) {
        weights[random_bits() % rows * stride + random_bits() % cols] = random_special();
    }
    if (k == SPECIAL_X && cols > 0) {
        x[random_bits() % cols] = random_special();
    }
    memset(out, 0x7a, rows * sizeof *out);
    bb_matmul_args args = {
        .out = expected, .x = x, .weights = weights, .rows = rows, .cols = cols, .stride = stride};
    bb_matmul_reference_f32(&args);
    args.out = out;
    bool ok = call(b->run, &args);
    for (size_t r = 0; ok && r < rows; r++) {
        if (!close_enough(&args, r, k, expected[r], out[r])) {
            fprintf(stderr, "row %zu: %a (%g), expected %a (%g)\n", r, (double)out[r],
                    (double)out[r], (double)expected[r], (double)expected[r]);
            ok = false;
        }
    }
    if (!ok) {
        fprintf(stderr,
                "in case %zu: %zu rows x %zu columns, stride %zu, data kind %d, at the %s\n",
                b->cases, rows, cols, stride, (int)k, where == AT_START ? "start" : "end");
    }
    b->cases++;
    return ok;
}

static bool check_small_sizes(bed *b)
{
    for (size_t rows = 0; rows <= SMALL; rows++) {
        for (size_t cols = 0; cols <= SMALL; cols++) {
            for (int where = 0; where < PLACES; where++) {
                size_t padding = random_bits() % 3 == 0 ? 1 + random_bits() % 9 : 0;
                size_t stride = cols + padding;
                kind k = (kind)((rows + cols + b->cases) % KINDS);
                if (!check(b, rows, cols, stride == 0 ? 1 : stride, k, (place)where)) {
                    return false;
                }
            }
        }
    }
    return true;
}

/* Every remainder of columns after one step of the inner loop, which takes 512 columns at most. */
static bool check_wide_sizes(bed *b)
{
    for (size_t cols = SMALL + 1; cols <= WIDE; cols++) {
        for (int where = 0; where < PLACES; where++) {
            kind k = (kind)(b->cases % KINDS);
            if (!check(b, 1 + random_bits() % 30, cols, cols, k, (place)where)) {
                return false;
            }
        }
    }
    return true;
}

static bool check_model_sizes(bed *b)
{
    static const size_t sizes[][3] = {{768, 288, 288}, {288, 768, 768}, {288, 288, 320},
                                      {172, 64, 64},   {64, 172, 172},  {512, 64, 64},
                                      {1, 5000, 5000}, {3000, 1, 1},    {29, 1000, 1003}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        for (int k = 0; k < KINDS; k++) {
            for (int where = 0; where < PLACES; where++) {
                if (!check(b, sizes[i][0], sizes[i][1], sizes[i][2], (kind)k, (place)where)) {
                    return false;
                }
            }
        }
    }
    return true;
}

/* Every column and every row counts: with a single 1 in x, the sums are a column of the weights. */
static bool check_unit_vectors(bed *b)
{
    enum { ROWS = 31, COLS = 230 };
    float *weights = arena_floats(&b->weights, (size_t)ROWS * COLS, AT_END);
    float *x = arena_floats(&b->x, COLS, AT_END);
    float *out = arena_floats(&b->out, ROWS, AT_END);
    for (size_t i = 0; i < (size_t)ROWS * COLS; i++) {
        weights[i] = (float)i;
    }
    bb_matmul_args args = {
        .out = out, .x = x, .weights = weights, .rows = ROWS, .cols = COLS, .stride = COLS};
    for (size_t one = 0; one < COLS; one++) {
        for (size_t c = 0; c < COLS; c++) {
            x[c] = c == one ? 1.0f : 0.0f;
        }
        if (!call(b->run, &args)) {
            return false;
        }
        for (size_t r = 0; r < ROWS; r++) {
            if (out[r] != (float)(r * COLS + one)) {
                fprintf(stderr, "unit vector %zu, row %zu: %g\n", one, r, (double)out[r]);
                return false;
            }
        }
        b->cases++;
    }
    return true;
}

/* Nothing to do, and no array at all; then sums over no columns, which are zero. */
static bool check_empty(bed *b)
{
    bb_matmul_args args = {.rows = 0, .cols = 0, .stride = 0};
    if (!call(b->run, &args)) {
        return false;
    }
    args.cols = 17;
    args.stride = 17;
    if (!call(b->run, &args)) {
        return false;
    }
    float out[29];
    memset(out, 0x7a, sizeof out);
    args = (bb_matmul_args){.out = out, .rows = 29, .cols = 0, .stride = 0};
    if (!call(b->run, &args)) {
        return false;
    }
    for (size_t r = 0; r < 29; r++) {
        if (out[r] != 0.0f) {
            fprintf(stderr, "no columns, row %zu: %g\n", r, (double)out[r]);
            return false;
        }
    }
    b->cases += 3;
    return true;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: matmul_kernels_test sse2|avx2|avx512\n");
        return 1;
    }
    bed b = {.run = choose(argv[1]),
             .weights = arena_create((size_t)1 << 20),
             .x = arena_create(PAGE * 8),
             .out = arena_create(PAGE * 8),
             .expected = arena_create(PAGE * 8)};
    bool ok = check_empty(&b) && check_unit_vectors(&b) && check_small_sizes(&b) &&
              check_wide_sizes(&b) && check_model_sizes(&b);
    if (!ok) {
        fprintf(stderr, "%s: FAILED\n", argv[1]);
        return 1;
    }
    printf("%s: %zu cases pass\n", argv[1], b.cases);
    return 0;
}

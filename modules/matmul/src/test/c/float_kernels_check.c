/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tests an emitted kernel for float weights against the C reference: float_kernels_check
 * avx2-f16. Exit code 0: all well; 1: a check failed, described on stderr; 77: this processor
 * cannot run it.
 *
 * Each of the kernel's three arrays lies between two unreadable pages, touching one of them, so
 * that a single byte read or written outside is a crash. Every case is computed again in parts, by
 * panels and by tokens, which must not change a bit.
 */
#define _GNU_SOURCE
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bb_half.h"
#include "kernel_call.h"
#include "matmul_kernels.h"
#include "weights_bf16.h"
#include "weights_f16.h"
#include "weights_f32.h"

enum { SKIPPED = 77, FEW_COLS = 70, MANY_COLS = 1024, FEW_PANELS = 9, TOKENS = 40 };

/* ---- the kernel under test: one of these is linked, the others stay null ---- */

typedef struct weights_type {
    bb_dtype dtype;
    void (*pack)(void *panel, const void *source, size_t row_bytes, size_t rows, size_t cols);
    bb_matmul_fn *reference;
} weights_type;

static const weights_type f32 = {BB_DTYPE_F32, bb_matmul_pack_f32, bb_matmul_reference_f32};
static const weights_type f16 = {BB_DTYPE_F16, bb_weights_f16_pack, bb_weights_f16_reference};
static const weights_type bf16 = {BB_DTYPE_BF16, bb_weights_bf16_pack, bb_weights_bf16_reference};

#pragma weak bb_matmul_sse2_f32
#pragma weak bb_matmul_sse2_f16
#pragma weak bb_matmul_sse2_bf16
#pragma weak bb_matmul_avx2_f32
#pragma weak bb_matmul_avx2_f16
#pragma weak bb_matmul_avx2_bf16
#pragma weak bb_matmul_avx512_f32
#pragma weak bb_matmul_avx512_f16
#pragma weak bb_matmul_avx512_bf16

typedef struct tested {
    const char *name;
    const weights_type *type;
    bb_matmul_fn *run;
} tested;

static const tested kernels[] = {
    {"sse2-f32", &f32, bb_matmul_sse2_f32},        {"sse2-f16", &f16, bb_matmul_sse2_f16},
    {"sse2-bf16", &bf16, bb_matmul_sse2_bf16},     {"avx2-f32", &f32, bb_matmul_avx2_f32},
    {"avx2-f16", &f16, bb_matmul_avx2_f16},        {"avx2-bf16", &bf16, bb_matmul_avx2_bf16},
    {"avx512-f32", &f32, bb_matmul_avx512_f32},    {"avx512-f16", &f16, bb_matmul_avx512_f16},
    {"avx512-bf16", &bf16, bb_matmul_avx512_bf16},
};

static bool can_run(const char *name)
{
    if (strncmp(name, "avx2", 4) == 0) {
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
               (strcmp(name, "avx2-f16") != 0 || __builtin_cpu_supports("f16c"));
    }
    return strncmp(name, "avx512", 6) != 0 || __builtin_cpu_supports("avx512f");
}

static tested choose(const char *name)
{
    for (size_t i = 0; i < sizeof kernels / sizeof *kernels; i++) {
        if (strcmp(name, kernels[i].name) == 0 && kernels[i].run) {
            if (!can_run(name)) {
                fprintf(stderr, "this processor cannot run it\n");
                exit(SKIPPED);
            }
            return kernels[i];
        }
    }
    fprintf(stderr, "no kernel '%s' is linked in\n", name);
    exit(1);
}

/* ---- data ---- */

typedef enum kind {
    UNIFORM,   /* -1 to 1 */
    INTEGERS,  /* small integers: every sum is exact, so must be equal */
    DENORMALS, /* weights below the least normal number */
    EXTREME,   /* magnitudes from 2^-60 to 2^60, or all that the type has */
    CANCELLING,
    SPECIAL_WEIGHT, /* one NaN or infinity among the weights */
    SPECIAL_X,
    KINDS
} kind;

static size_t random_below(size_t count)
{
    return random_bits() % count;
}

static float random_unit(void)
{
    return (float)((int32_t)random_bits() >> 8) * 0x1p-23f;
}

static float random_special(void)
{
    static const float specials[] = {INFINITY, -INFINITY, NAN};
    return specials[random_below(3)];
}

static float random_value(kind k, size_t column)
{
    switch (k) {
    case INTEGERS:
        return (float)(int)random_below(31) - 15.0f;
    case DENORMALS:
        return random_unit() * 0x1p-127f;
    case EXTREME:
        return ldexpf(random_unit(), (int)random_below(121) - 60);
    case CANCELLING:
        return (column % 2 ? -1e4f : 1e4f) + random_unit();
    default:
        return random_unit();
    }
}

static float random_x(kind k)
{
    return k == CANCELLING  ? 1.0f + 0x1p-10f * random_unit()
           : k == DENORMALS ? random_unit()
                            : random_value(k, 0);
}

/* Writes a value in the type, rounded towards zero; what a half cannot hold is any number. */
static void put_weight(char *to, bb_dtype dtype, kind k, float value)
{
    uint32_t bits = bb_float_bits(value);
    uint16_t narrow = (uint16_t)(bits >> 16);
    if (dtype == BB_DTYPE_F32) {
        memcpy(to, &bits, sizeof bits);
        return;
    }
    if (dtype == BB_DTYPE_F16) {
        uint32_t sign = bits >> 16 & 0x8000;
        if (isnan(value) || isinf(value)) {
            narrow = (uint16_t)(sign | 0x7c00 | (isnan(value) ? 0x200 : 0));
        } else if (k == DENORMALS) {
            narrow = (uint16_t)(random_bits() & 0x83ff);
        } else if (k == EXTREME) {
            narrow = (uint16_t)(random_bits() % 0x7c00 | sign);
        } else {
            uint32_t scaled = bb_float_bits(fabsf(value) * 0x1p-112f);
            narrow = (uint16_t)(sign | scaled >> 13);
        }
    }
    memcpy(to, &narrow, sizeof narrow);
}

/* ---- one case ---- */

typedef struct bed {
    tested kernel;
    arena source, weights, values, out, expected, part;
    size_t cases;
} bed;

typedef struct size {
    size_t panels, cols, tokens;
} size;

static size_t out_floats(const bb_matmul_args *a)
{
    return a->panels == 0 || a->tokens == 0
               ? 0
               : (a->tokens - 1) * a->out_stride + a->panels * BB_PANEL_ROWS;
}

/* What any order of float32 additions satisfies (Higham, Accuracy and Stability of Numerical
 * Algorithms, 3.1); the second term is for products below the normal range. */
static bool close_enough(const bb_matmul_args *a, double magnitude, kind k, float expected,
                         float got)
{
    if (isnan(expected) || isnan(got)) {
        return isnan(expected) && isnan(got);
    }
    if (isinf(expected) || isinf(got) || k == INTEGERS) {
        return expected == got;
    }
    double tolerance = ((double)a->cols + 2.0) * 0x1p-24 * magnitude + (double)a->cols * 0x1p-149;
    return fabs((double)expected - (double)got) <= tolerance;
}

/* Sums of magnitudes, by the reference. */
static void magnitudes(const bed *b, const bb_matmul_args *args, float *out)
{
    size_t values = args->cols * args->tokens;
    size_t element = b->kernel.type->dtype == BB_DTYPE_F32 ? 4 : 2;
    size_t last = args->cols * BB_PANEL_ROWS * element;
    size_t bytes = args->panels == 0 ? 0 : (args->panels - 1) * args->panel_bytes + last;
    size_t room = args->panels * args->panel_bytes + BB_PANEL_ALIGNMENT;
    char *weights = aligned_alloc(BB_PANEL_ALIGNMENT, room);
    float *x = malloc(values * sizeof *x + 1);
    memcpy(weights, args->weights, bytes);
    for (size_t i = element - 1; i < bytes; i += element) {
        weights[i] &= 0x7f;
    }
    for (size_t i = 0; i < values; i++) {
        x[i] = fabsf(args->values[i]);
    }
    bb_matmul_args positive = *args;
    positive.weights = weights;
    positive.values = x;
    positive.out = out;
    b->kernel.type->reference(&positive);
    free(weights);
    free(x);
}

static bool agrees(const bed *b, const bb_matmul_args *args, kind k)
{
    size_t floats = out_floats(args);
    float *expected = arena_take(&b->expected, floats * sizeof(float), AT_START);
    float *magnitude = malloc(floats * sizeof(float) + 1);
    float gap;
    memset(&gap, 0x7a, sizeof gap);
    memset(expected, 0x7a, floats * sizeof(float));
    bb_matmul_args reference = *args;
    reference.out = expected;
    b->kernel.type->reference(&reference);
    magnitudes(b, args, magnitude);
    bool ok = true;
    for (size_t i = 0; ok && i < floats; i++) {
        size_t row = i % args->out_stride;
        bool inside = row < args->panels * BB_PANEL_ROWS;
        ok = inside ? close_enough(args, (double)magnitude[i], k, expected[i], args->out[i])
                    : args->out[i] == gap;
        if (!ok) {
            fprintf(stderr, "token %zu, row %zu: %a (%g), expected %a (%g)\n", i / args->out_stride,
                    row, (double)args->out[i], (double)args->out[i], (double)expected[i],
                    (double)expected[i]);
        }
    }
    free(magnitude);
    return ok;
}

/* Computes panels [panel, panel + panels) for tokens [token, token + tokens) alone, and compares
 * bit by bit. */
static bool same_in_parts(bed *b, const bb_matmul_args *whole, size_t panel, size_t panels,
                          size_t token, size_t tokens)
{
    float *values = malloc(whole->cols * tokens * sizeof(float) + 1);
    for (size_t i = 0; i < whole->cols * tokens; i++) {
        values[i] = whole->values[i / tokens * whole->tokens + token + i % tokens];
    }
    size_t rows = panels * BB_PANEL_ROWS;
    bb_matmul_args args = *whole;
    args.values = values;
    args.weights = (const char *)whole->weights + panel * whole->panel_bytes;
    args.panels = panels;
    args.tokens = tokens;
    args.out_stride = rows;
    args.out = arena_take(&b->part, rows * tokens * sizeof(float), AT_END);
    bool ok = call(b->kernel.run, &args);
    for (size_t t = 0; ok && t < tokens; t++) {
        ok = memcmp(args.out + t * rows,
                    whole->out + (token + t) * whole->out_stride + panel * BB_PANEL_ROWS,
                    rows * sizeof(float)) == 0;
    }
    if (!ok) {
        fprintf(stderr, "panels %zu + %zu, tokens %zu + %zu differ when computed alone\n", panel,
                panels, token, tokens);
    }
    free(values);
    return ok;
}

static void fill_weights(bed *b, size s, kind k, char *weights)
{
    const weights_type *type = b->kernel.type;
    size_t row_bytes = bb_row_bytes(type->dtype, s.cols);
    size_t rows = s.panels * BB_PANEL_ROWS - (s.panels > 0 ? random_below(BB_PANEL_ROWS) : 0);
    char *source = arena_take(&b->source, rows * row_bytes, AT_END);
    size_t element = s.cols > 0 ? row_bytes / s.cols : 0;
    for (size_t i = 0; i < rows * s.cols; i++) {
        put_weight(source + i * element, type->dtype, k, random_value(k, i % s.cols));
    }
    if (k == SPECIAL_WEIGHT && rows > 0 && s.cols > 0) {
        put_weight(source + random_below(rows * s.cols) * element, type->dtype, k,
                   random_special());
    }
    for (size_t row = 0; row < rows; row += BB_PANEL_ROWS) {
        size_t here = rows - row < BB_PANEL_ROWS ? rows - row : BB_PANEL_ROWS;
        type->pack(weights + row / BB_PANEL_ROWS * bb_panel_bytes(type->dtype, s.cols),
                   source + row * row_bytes, row_bytes, here, s.cols);
    }
}

/* Makes NaN of the columns that a kernel is not to read. */
static void spoil(char *panel, size_t panel_bytes, size_t from, size_t to)
{
    memset(panel, 0xff, from);
    memset(panel + to, 0xff, panel_bytes - to);
}

/* Some columns among others, at times. */
static void take_columns(const bed *b, bb_matmul_args *args, char *weights, size_t cols,
                         size_t first)
{
    bb_dtype type = b->kernel.type->dtype;
    size_t column = (type == BB_DTYPE_F32 ? 4 : 2) * BB_PANEL_ROWS;
    args->panel_bytes = bb_panel_bytes(type, cols);
    args->weights = weights + first * column;
    for (size_t panel = 0; cols > args->cols && panel < args->panels; panel++) {
        spoil(weights + panel * args->panel_bytes, args->panel_bytes, first * column,
              (first + args->cols) * column);
    }
}

static bool check(bed *b, size s, kind k, place where)
{
    enum { MOST_OTHERS = 71, FIRST = 32, ROOM = 1 << 20 };
    bool has_others = random_below(4) == 0 &&
                      s.panels * (s.cols + MOST_OTHERS) * BB_PANEL_ROWS * sizeof(float) <= ROOM;
    size_t first = has_others ? random_below(2) * FIRST : 0;
    size_t all_cols = s.cols + (has_others ? first + random_below(MOST_OTHERS - FIRST) : 0);
    size_t bytes = s.panels * bb_panel_bytes(b->kernel.type->dtype, all_cols);
    char *weights = arena_take(&b->weights, bytes, where);
    float *values = arena_take(&b->values, s.cols * s.tokens * sizeof(float), where);
    fill_weights(b, (size){s.panels, all_cols, s.tokens}, k, weights);
    for (size_t i = 0; i < s.cols * s.tokens; i++) {
        values[i] = random_x(k);
    }
    if (k == SPECIAL_X && s.cols * s.tokens > 0) {
        values[random_below(s.cols * s.tokens)] = random_special();
    }
    bb_matmul_args args = {.values = values,
                           .panels = s.panels,
                           .cols = s.cols,
                           .tokens = s.tokens,
                           .out_stride = s.panels * BB_PANEL_ROWS + random_below(3)};
    take_columns(b, &args, weights, all_cols, first);
    args.out_stride += args.out_stride == 0;
    args.out = arena_take(&b->out, out_floats(&args) * sizeof(float), where);
    memset(args.out, 0x7a, out_floats(&args) * sizeof(float));
    bool ok = call(b->kernel.run, &args) && agrees(b, &args, k);
    if (ok && s.panels * s.tokens > 1) {
        size_t panel = random_below(s.panels);
        size_t token = random_below(s.tokens);
        ok = same_in_parts(b, &args, panel, 1 + random_below(s.panels - panel), token, 1) &&
             same_in_parts(b, &args, panel, 1 + random_below(s.panels - panel), token,
                           1 + random_below(s.tokens - token));
    }
    if (!ok) {
        fprintf(stderr,
                "in case %zu: %zu panels x %zu columns, %zu tokens, data kind %d, at the %s\n",
                b->cases, s.panels, s.cols, s.tokens, (int)k, where == AT_START ? "start" : "end");
    }
    b->cases++;
    return ok;
}

/* One size at both places, with the next kind of data. */
static bool check_places(bed *b, size s)
{
    kind k = (kind)(b->cases / PLACES % KINDS);
    return check(b, s, k, AT_START) && check(b, s, k, AT_END);
}

static bool check_few_cols(bed *b)
{
    for (size_t panels = 0; panels <= FEW_PANELS; panels++) {
        for (size_t cols = 0; cols <= FEW_COLS; cols++) {
            if (!check_places(b, (size){panels, cols, 1}) ||
                !check_places(b, (size){panels, cols, random_below(TOKENS)})) {
                return false;
            }
        }
    }
    return true;
}

static bool check_all_tokens(bed *b)
{
    for (size_t panels = 0; panels <= FEW_PANELS; panels++) {
        for (size_t tokens = 0; tokens <= TOKENS; tokens++) {
            for (int k = 0; k < KINDS; k++) {
                size s = {panels, random_below(FEW_COLS), tokens};
                if (!check(b, s, (kind)k, (place)(k % PLACES))) {
                    return false;
                }
            }
        }
    }
    return true;
}

static bool check_many_cols(bed *b)
{
    for (size_t cols = FEW_COLS + 1; cols <= MANY_COLS; cols++) {
        if (!check_places(b, (size){random_below(6), cols, 1}) ||
            !check_places(b, (size){random_below(3), cols, random_below(TOKENS / 4)})) {
            return false;
        }
    }
    return true;
}

static bool check_model_sizes(bed *b)
{
    static const size sizes[] = {
        {18, 288, 1},  {48, 288, 1}, {18, 768, 1}, {4, 64, 1},   {11, 64, 1},
        {4, 172, 1},   {32, 64, 1},  {1, 5632, 1}, {18, 288, 8}, {18, 768, 13},
        {187, 1, 1},   {4, 172, 64}, {11, 64, 33}, {3, 2048, 7}, {18, 288, 24},
        {5, 288, 128}, {64, 19, 1},  {127, 8, 1},  {128, 9, 1},  {191, 17, 1},
        {192, 3, 1},   {255, 33, 1}, {256, 32, 1}, {261, 7, 1},  {389, 40, 1}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        for (int k = 0; k < KINDS; k++) {
            if (!check(b, sizes[i], (kind)k, (place)(k % PLACES))) {
                return false;
            }
        }
    }
    return true;
}

/* Every column, row and token counts: x of a token has a single 1, so its sums are a column. */
static bool check_unit_vectors(bed *b)
{
    enum { PANELS = 7, COLS = 41, ROWS = PANELS * BB_PANEL_ROWS };
    const weights_type *type = b->kernel.type;
    size_t row_bytes = bb_row_bytes(type->dtype, COLS);
    size_t panel_bytes = bb_panel_bytes(type->dtype, COLS);
    char *source = arena_take(&b->source, ROWS * row_bytes, AT_START);
    char *weights = arena_take(&b->weights, PANELS * panel_bytes, AT_END);
    for (size_t i = 0; i < (size_t)ROWS * COLS; i++) {
        put_weight(source + i * row_bytes / COLS, type->dtype, UNIFORM, (float)(i % 251));
    }
    for (size_t panel = 0; panel < PANELS; panel++) {
        type->pack(weights + panel * panel_bytes, source + panel * BB_PANEL_ROWS * row_bytes,
                   row_bytes, BB_PANEL_ROWS, COLS);
    }
    for (size_t tokens = 1; tokens <= COLS; tokens++) {
        float *values = arena_take(&b->values, COLS * tokens * sizeof(float), AT_END);
        float *out = arena_take(&b->out, ROWS * tokens * sizeof(float), AT_END);
        for (size_t i = 0; i < COLS * tokens; i++) {
            size_t one = (i % tokens * 7 + tokens) % COLS;
            values[i] = i / tokens == one ? 1.0f : 0.0f;
        }
        bb_matmul_args args = {.out = out,
                               .weights = weights,
                               .panel_bytes = panel_bytes,
                               .values = values,
                               .panels = PANELS,
                               .cols = COLS,
                               .tokens = tokens,
                               .out_stride = ROWS};
        if (!call(b->kernel.run, &args)) {
            return false;
        }
        for (size_t i = 0; i < ROWS * tokens; i++) {
            size_t one = (i / ROWS * 7 + tokens) % COLS;
            if (out[i] != (float)((i % ROWS * COLS + one) % 251)) {
                fprintf(stderr, "%zu unit vectors, token %zu, row %zu: %g\n", tokens, i / ROWS,
                        i % ROWS, (double)out[i]);
                return false;
            }
        }
        b->cases++;
    }
    return true;
}

/* Nothing to do, and no array at all. */
static bool check_empty(bed *b)
{
    static const size sizes[] = {{0, 0, 0}, {0, 17, 3}, {5, 17, 0}, {0, 17, 1}, {5, 0, 0}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        bb_matmul_args args = {
            .panels = sizes[i].panels, .cols = sizes[i].cols, .tokens = sizes[i].tokens};
        if (!call(b->kernel.run, &args)) {
            return false;
        }
        b->cases++;
    }
    return true;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: float_kernels_check avx2-f16\n");
        return 1;
    }
    size_t mib = (size_t)1 << 20;
    bed b = {.kernel = choose(argv[1]),
             .source = arena_create(2 * mib),
             .weights = arena_create(2 * mib),
             .values = arena_create(mib),
             .out = arena_create(mib),
             .expected = arena_create(mib),
             .part = arena_create(mib)};
    bool ok = check_empty(&b) && check_unit_vectors(&b) && check_few_cols(&b) &&
              check_all_tokens(&b) && check_many_cols(&b) && check_model_sizes(&b);
    if (!ok) {
        fprintf(stderr, "%s: FAILED\n", argv[1]);
        return 1;
    }
    printf("%s: %zu cases pass\n", argv[1], b.cases);
    return 0;
}

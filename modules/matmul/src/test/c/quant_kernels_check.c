/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tests an emitted kernel for quantized weights against the C reference:
 *
 *   clang-19 -DTYPE=BB_DTYPE_Q8_0 ... kernel.o -Wl,--defsym=kernel=bb_matmul_avx2_q8_0
 *   ./quant_kernels_check avx2
 *
 * Exit code 0: all well; 1: a check failed, described on stderr; 77: this processor cannot run it.
 *
 * Every case is computed again in part, some panels and some tokens, which must not change a bit.
 */
#define _GNU_SOURCE
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "blocks.h"
#include "kernel_call.h"

enum {
    SKIPPED = 77,
    FEW_PANELS = 5,
    MOST_PANELS = 30,
    MOST_TOKENS = 40,
    MOST_COLS = 2048,
    MOST_OTHERS = 8 * BB_BLOCK
};

#define OUT_MARK 0x7a7a7a7a

bb_matmul_fn kernel;

static bool can_run(const char *set)
{
    bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    bool avx512 = __builtin_cpu_supports("avx512bw");
    if (strcmp(set, "sse2") == 0) {
        return true;
    }
    if (strcmp(set, "avx2") == 0) {
        return avx2;
    }
    if (strcmp(set, "avx-vnni") == 0) {
        return avx2 && __builtin_cpu_supports("avxvnni");
    }
    if (strcmp(set, "avx512") == 0) {
        return avx512;
    }
    if (strcmp(set, "avx512-vnni") == 0) {
        return avx512 && __builtin_cpu_supports("avx512vnni");
    }
    fprintf(stderr, "unknown instruction set '%s'\n", set);
    exit(1);
}

/* ---- the layout once more, from bb_weights.h ---- */

static int quant(const uint8_t *block, size_t row, size_t col)
{
    if (TYPE == BB_DTYPE_Q8_0) {
        return (int8_t)block[col / 4 * 64 + row * 4 + col % 4];
    }
    size_t low = col % 16;
    uint8_t byte = block[low / 4 * 64 + row * 4 + low % 4];
    return (col < 16 ? byte & 15 : byte >> 4) - (TYPE == BB_DTYPE_Q4_0 ? 8 : 0);
}

static const bb_blocks_type layout = {.type = TYPE,
                                      .quant_bytes = TYPE == BB_DTYPE_Q8_0 ? 32 : 16,
                                      .has_minimum = TYPE == BB_DTYPE_Q4_1,
                                      .quant = quant};

/* ---- data ---- */

typedef enum kind {
    UNIFORM,     /* all quants; scales as in models */
    INTEGERS,    /* scales of 1, minima of -8 to 7: every sum is exact, so must be equal */
    SATURATING,  /* the greatest quants only */
    DENORMALS,   /* scales below the least normal number, of rows or of x */
    EXTREME,     /* scales of all magnitudes */
    SPECIAL_ROW, /* one NaN or infinity among the rows' scales and minima */
    SPECIAL_X,   /* the same among those of x */
    KINDS
} kind;

static uint16_t random_row_scale(kind k)
{
    uint32_t bits = random_bits();
    switch (k) {
    case INTEGERS:
        return 0x3c00; /* 1 */
    case DENORMALS:
        return (uint16_t)(bits & (bits >> 16 & 1 ? 0x83ff : 0x23ff));
    case EXTREME:
        return bits % 31 == 0 ? 0 : (uint16_t)(bits % 0x7c00 | (bits >> 16 & 0x8000));
    default:
        return (uint16_t)(0x1c00 + bits % 0x800 + (bits >> 16 & 0x8000));
    }
}

/* Minima are of the same kind, so that they cancel products at times. */
static uint16_t random_row_minimum(kind k)
{
    static const uint16_t integers[] = {0x0000, 0x3c00, 0x4000, 0x4200, 0x4400, 0x4500,
                                        0x4600, 0x4700, 0xbc00, 0xc000, 0xc200, 0xc400,
                                        0xc500, 0xc600, 0xc700, 0xc800};
    return k == INTEGERS ? integers[random_bits() % 16] : random_row_scale(k);
}

static float random_x_scale(kind k)
{
    float unit = (float)(random_bits() >> 8) * 0x1p-24f;
    switch (k) {
    case INTEGERS:
        return 1.0f;
    case DENORMALS:
        return unit * 0x1p-127f;
    case EXTREME:
        return ldexpf(unit, (int)(random_bits() % 160) - 80);
    default:
        return unit * 0.1f;
    }
}

static uint8_t random_quants(kind k)
{
    uint32_t bits = random_bits();
    if (k != SATURATING) {
        return (uint8_t)bits;
    }
    if (TYPE == BB_DTYPE_Q8_0) {
        return bits % 8 == 0 ? 127 : 128;
    }
    return bits % 8 == 0 ? 0x0f : bits % 8 == 1 ? 0xf0 : bits % 8 < 6 ? 0xff : 0;
}

static int8_t random_x(kind k)
{
    uint32_t bits = random_bits();
    if (k == SATURATING) {
        return bits % 8 == 0 ? 127 : -127;
    }
    return (int8_t)((int)(bits % 255) - 127);
}

/* ---- one case ---- */

typedef struct bed {
    arena weights, quants, scales, sums, out;  /* of a case */
    arena part_quants, part_scales, part_sums; /* some of its tokens */
    arena part_out, expected;
    bool fused; /* the instruction set has fused multiply-add */
    size_t cases;
} bed;

static bed the_bed(void)
{
    size_t blocks = MOST_COLS / BB_BLOCK;
    size_t out = sizeof(float) * MOST_TOKENS * (MOST_PANELS + 1) * BB_PANEL_ROWS;
    return (bed){.weights =
                     arena_create(MOST_PANELS * bb_panel_bytes(TYPE, MOST_COLS + MOST_OTHERS)),
                 .quants = arena_create((size_t)MOST_COLS * MOST_TOKENS),
                 .scales = arena_create(sizeof(float) * blocks * MOST_TOKENS),
                 .sums = arena_create(sizeof(int32_t) * blocks * MOST_TOKENS),
                 .out = arena_create(out),
                 .part_quants = arena_create((size_t)MOST_COLS * MOST_TOKENS),
                 .part_scales = arena_create(sizeof(float) * blocks * MOST_TOKENS),
                 .part_sums = arena_create(sizeof(int32_t) * blocks * MOST_TOKENS),
                 .part_out = arena_create(out),
                 .expected = arena_create(out)};
}

static size_t out_floats(const bb_matmul_args *a)
{
    size_t rows = a->panels * BB_PANEL_ROWS;
    return a->tokens == 0 || rows == 0 ? 0 : (a->tokens - 1) * a->out_stride + rows;
}

/* Scales and minima of a panel's columns. */
static size_t halves_of(size_t cols)
{
    return cols / BB_BLOCK * bb_block_halves(TYPE) * BB_PANEL_ROWS;
}

/* What a kernel computes with; the scales of the columns before and behind are NaN. */
static void fill_panel(uint8_t *panel, size_t bytes, size_t before, size_t cols, size_t all, kind k)
{
    uint16_t *halves = (uint16_t *)(void *)panel;
    for (size_t i = 0; i < bytes; i++) {
        panel[i] = random_quants(k);
    }
    for (size_t i = 0; i < halves_of(all); i++) {
        bool is_minimum = layout.has_minimum && i / BB_PANEL_ROWS % 2 == 1;
        bool is_taken = i >= halves_of(before) && i < halves_of(before + cols);
        halves[i] = !is_taken ? 0x7e00 : is_minimum ? random_row_minimum(k) : random_row_scale(k);
    }
}

/* Of `all` columns the kernel takes some, behind the first `before`. */
static void fill_weights(bb_matmul_args *a, uint8_t *weights, size_t before, size_t all, kind k)
{
    size_t scales = halves_of(a->cols);
    size_t skipped = halves_of(before) * sizeof(uint16_t);
    a->panel_bytes = bb_panel_bytes(TYPE, all);
    a->weights = weights + skipped;
    a->quants_at =
        bb_values_at(TYPE, all) - skipped + before / BB_BLOCK * layout.quant_bytes * BB_PANEL_ROWS;
    for (size_t p = 0; p < a->panels; p++) {
        fill_panel(weights + p * a->panel_bytes, a->panel_bytes, before, a->cols, all, k);
    }
    if (k == SPECIAL_ROW && a->panels > 0 && scales > 0) {
        static const uint16_t specials[] = {0x7c00, 0xfc00, 0x7e00, 0xfe01, 0x7c01, 0x7fff};
        uint8_t *panel = weights + skipped + random_bits() % a->panels * a->panel_bytes;
        ((uint16_t *)(void *)panel)[random_bits() % scales] = specials[random_bits() % 6];
    }
}

/* Columns beside those that a kernel takes: none, mostly. */
static size_t random_others(void)
{
    return random_bits() % 4 == 0 ? random_bits() % 5 * BB_BLOCK : 0;
}

static void fill_x(bb_matmul_args *a, int8_t *quants, float *scales, int32_t *sums, kind k)
{
    size_t count = a->cols / BB_BLOCK * a->tokens;
    for (size_t i = 0; i < count; i++) {
        sums[i] = 0;
        for (size_t c = 0; c < BB_BLOCK; c++) {
            int8_t x = random_x(k);
            quants[i * BB_BLOCK + c] = x;
            sums[i] += x;
        }
        scales[i] = random_x_scale(k);
    }
    if (k == SPECIAL_X && count > 0) {
        static const float specials[] = {INFINITY, -INFINITY, NAN};
        scales[random_bits() % count] = specials[random_bits() % 3];
    }
    a->quants = quants;
    a->scales = scales;
    a->sums = sums;
}

static int block_dot(const bb_matmul_args *a, const void *panel, size_t row, size_t token,
                     size_t block)
{
    const int8_t *x = a->quants + (block * a->tokens + token) * BB_BLOCK;
    const uint8_t *quants = bb_blocks_quants(&layout, panel, a->quants_at, block);
    int dot = 0;
    for (size_t c = 0; c < BB_BLOCK; c++) {
        dot += quant(quants, row, c) * x[c];
    }
    return dot;
}

/* Of the block's x. */
static int32_t x_sum(const bb_matmul_args *a, size_t token, size_t block)
{
    return a->sums[block * a->tokens + token];
}

/*
 * Terms, one or two a block, are rounded three times and added in float. A product of a block's dot
 * and the scale of x may be rounded to a multiple of the least denormal before the row's scale
 * multiplies it; so may that of their sum, before the minimum does.
 */
static double tolerance(const bb_matmul_args *a, const void *panel, size_t row, size_t token)
{
    size_t blocks = a->cols / BB_BLOCK;
    double magnitude = 0.0, denormal = 0.0;
    for (size_t b = 0; b < blocks; b++) {
        int dot = block_dot(a, panel, row, token, b);
        double x_scale = fabs((double)a->scales[b * a->tokens + token]);
        double row_scale = fabs((double)bb_blocks_scale(&layout, panel, b, row));
        magnitude += fabs(dot * row_scale * x_scale);
        denormal += 0x1p-149 * (1.0 + row_scale);
        if (layout.has_minimum) {
            double minimum = fabs((double)bb_blocks_minimum(&layout, panel, b, row));
            magnitude += fabs(x_sum(a, token, b) * minimum * x_scale);
            denormal += 0x1p-149 * (1.0 + minimum);
        }
    }
    size_t terms = blocks * bb_block_halves(TYPE);
    return magnitude * (double)(terms + 3) * 0x1p-24 + denormal;
}

static bool close_enough(const bb_matmul_args *a, size_t row, size_t token, kind k, float expected,
                         float got)
{
    if (isnan(expected) || isnan(got)) {
        return isnan(expected) && isnan(got);
    }
    if (isinf(expected) || isinf(got) || k == INTEGERS) {
        return expected == got;
    }
    const char *panel = (const char *)a->weights + row / BB_PANEL_ROWS * a->panel_bytes;
    return fabs((double)expected - (double)got) <= tolerance(a, panel, row % BB_PANEL_ROWS, token);
}

/*
 * The sum as the kernels round it: in float, block by block. All instruction sets with fused
 * multiply-add give the same bits, those without it the same bits as each other.
 */
static float rounded_sum(const bed *b, const bb_matmul_args *a, size_t row, size_t token)
{
    const char *panel = (const char *)a->weights + row / BB_PANEL_ROWS * a->panel_bytes;
    float sum = 0.0f;
    for (size_t block = 0; block < a->cols / BB_BLOCK; block++) {
        size_t of_token = block * a->tokens + token;
        float term = (float)block_dot(a, panel, row % BB_PANEL_ROWS, token, block);
        term *= a->scales[of_token];
        float scale = bb_blocks_scale(&layout, panel, block, row % BB_PANEL_ROWS);
        sum = b->fused ? fmaf(term, scale, sum) : sum + term * scale;
        if (layout.has_minimum) {
            float minimum = bb_blocks_minimum(&layout, panel, block, row % BB_PANEL_ROWS);
            term = (float)x_sum(a, token, block) * a->scales[of_token];
            sum = b->fused ? fmaf(term, minimum, sum) : sum + term * minimum;
        }
    }
    return sum;
}

static bool same(float a, float b)
{
    return isnan(a) ? isnan(b) : memcmp(&a, &b, sizeof a) == 0;
}

static bool check_sums(const bed *b, const bb_matmul_args *a, kind k)
{
    bb_matmul_args reference = *a;
    reference.out = arena_take(&b->expected, out_floats(a) * sizeof(float), AT_END);
    bb_blocks_multiply(&layout, &reference);
    for (size_t i = 0; i < out_floats(a); i++) {
        size_t token = i / a->out_stride;
        size_t row = i % a->out_stride;
        if (row >= a->panels * BB_PANEL_ROWS) {
            uint32_t mark;
            memcpy(&mark, &a->out[i], sizeof mark);
            if (mark != OUT_MARK) {
                fprintf(stderr, "written between the rows of out\n");
                return false;
            }
        } else if (!close_enough(a, row, token, k, reference.out[i], a->out[i])) {
            fprintf(stderr, "row %zu, token %zu: %a (%g), expected %a (%g)\n", row, token,
                    (double)a->out[i], (double)a->out[i], (double)reference.out[i],
                    (double)reference.out[i]);
            return false;
        } else if (!same(a->out[i], rounded_sum(b, a, row, token))) {
            fprintf(stderr, "row %zu, token %zu: %a, rounded otherwise than %a\n", row, token,
                    (double)a->out[i], (double)rounded_sum(b, a, row, token));
            return false;
        }
    }
    return true;
}

/* Some panels and some tokens of a case, computed by themselves, are the same bits. */
static bool check_part(const bed *b, const bb_matmul_args *a, place where)
{
    if (a->panels == 0 || a->tokens == 0) {
        return true;
    }
    size_t first_panel = random_bits() % a->panels;
    size_t first_token = random_bits() % a->tokens;
    size_t tokens = 1 + random_bits() % (a->tokens - first_token);
    size_t blocks = a->cols / BB_BLOCK;
    bb_matmul_args part = *a;
    part.weights = (const char *)a->weights + first_panel * a->panel_bytes;
    part.panels = 1 + random_bits() % (a->panels - first_panel);
    part.tokens = tokens;
    part.out_stride = part.panels * BB_PANEL_ROWS;
    int8_t *quants = arena_take(&b->part_quants, blocks * tokens * BB_BLOCK, where);
    float *scales = arena_take(&b->part_scales, blocks * tokens * sizeof *scales, where);
    int32_t *sums = arena_take(&b->part_sums, blocks * tokens * sizeof *sums, where);
    for (size_t block = 0; block < blocks; block++) {
        size_t from = block * a->tokens + first_token;
        memcpy(quants + block * tokens * BB_BLOCK, a->quants + from * BB_BLOCK, tokens * BB_BLOCK);
        memcpy(scales + block * tokens, a->scales + from, tokens * sizeof *scales);
        memcpy(sums + block * tokens, a->sums + from, tokens * sizeof *sums);
    }
    part.quants = quants;
    part.scales = scales;
    part.sums = sums;
    part.out = arena_take(&b->part_out, out_floats(&part) * sizeof(float), where);
    if (!call(kernel, &part)) {
        return false;
    }
    for (size_t t = 0; t < tokens; t++) {
        const float *whole =
            a->out + (first_token + t) * a->out_stride + first_panel * BB_PANEL_ROWS;
        if (memcmp(whole, part.out + t * part.out_stride, part.out_stride * sizeof(float)) != 0) {
            fprintf(stderr, "panels %zu+%zu, tokens %zu+%zu give other bits by themselves\n",
                    first_panel, part.panels, first_token, tokens);
            return false;
        }
    }
    return true;
}

static bool check(bed *b, size_t panels, size_t cols, size_t tokens, kind k, place where)
{
    size_t blocks = cols / BB_BLOCK;
    size_t gap = random_bits() % 3 == 0 ? 1 + random_bits() % 15 : 0;
    bb_matmul_args a = {.panels = panels,
                        .cols = cols,
                        .tokens = tokens,
                        .out_stride = panels * BB_PANEL_ROWS + gap};
    size_t before = random_others();
    size_t all = before + cols + random_others();
    fill_weights(&a, arena_take(&b->weights, panels * bb_panel_bytes(TYPE, all), where), before,
                 all, k);
    fill_x(&a, arena_take(&b->quants, blocks * tokens * BB_BLOCK, where),
           arena_take(&b->scales, blocks * tokens * sizeof(float), where),
           arena_take(&b->sums, blocks * tokens * sizeof(int32_t), where), k);
    a.out = arena_take(&b->out, out_floats(&a) * sizeof(float), where);
    memset(a.out, OUT_MARK & 0xff, out_floats(&a) * sizeof(float));
    bool ok = call(kernel, &a) && check_sums(b, &a, k) && check_part(b, &a, where);
    if (!ok) {
        fprintf(stderr,
                "in case %zu: %zu panels, %zu columns, %zu tokens, data kind %d, at the %s\n",
                b->cases, panels, cols, tokens, (int)k, where == AT_START ? "start" : "end");
    }
    b->cases++;
    return ok;
}

static bool check_sizes(bed *b)
{
    static const size_t cols[] = {0, 32, 64, 96, 160, 288};
    static const size_t tokens[] = {0, 1,  2,  3,  4,  5,  6,  7,  8,
                                    9, 10, 11, 15, 16, 17, 23, 33, MOST_TOKENS};
    for (size_t c = 0; c < sizeof cols / sizeof *cols; c++) {
        for (size_t panels = 0; panels <= FEW_PANELS; panels++) {
            for (size_t t = 0; t < sizeof tokens / sizeof *tokens; t++) {
                place where = (place)((b->cases / KINDS) % PLACES);
                if (!check(b, panels, cols[c], tokens[t], (kind)(b->cases % KINDS), where)) {
                    return false;
                }
            }
        }
    }
    return true;
}

/* The last fill several groups of panels. */
static bool check_model_sizes(bed *b)
{
    static const size_t sizes[][3] = {{5, 768, 1},   {3, 768, 33},  {2, 2048, 1}, {1, 2048, 17},
                                      {2, 1376, 5},  {1, 2048, 40}, {5, 512, 6},  {4, 1024, 3},
                                      {16, 2048, 3}, {21, 1024, 1}, {30, 1120, 9}};
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

/* Every float16 is a scale that arrives as it is: dot product 1, scale of x 1. And a minimum, with
 * quants of 0. */
static bool check_all_halves(bed *b, size_t number)
{
    enum { MINIMUM = 1, ONE = 0x3c00 };
    bb_matmul_args a = {.panels = 1, .cols = BB_BLOCK, .tokens = 1, .out_stride = BB_PANEL_ROWS};
    size_t bytes = bb_panel_bytes(TYPE, a.cols);
    uint8_t *panel = arena_take(&b->weights, bytes, AT_END);
    int8_t *x = arena_take(&b->quants, BB_BLOCK, AT_END);
    float one = 1.0f;
    int32_t sum = 1;
    bool is_minimum = number == MINIMUM;
    memset(panel, TYPE == BB_DTYPE_Q8_0 ? 1 : TYPE == BB_DTYPE_Q4_0 ? 0x99 : 0x11, bytes);
    if (layout.has_minimum) {
        memset(panel + bb_blocks_half_at(&layout, 0, MINIMUM, 0) * sizeof(uint16_t), 0,
               BB_PANEL_ROWS * sizeof(uint16_t));
    }
    if (is_minimum) {
        memset(panel, 0, bytes);
    }
    memset(x, 0, BB_BLOCK);
    x[17] = 1;
    a.weights = panel;
    a.quants_at = bb_values_at(TYPE, BB_BLOCK);
    a.quants = x;
    a.scales = &one;
    a.sums = &sum;
    a.out = arena_take(&b->out, BB_PANEL_ROWS * sizeof(float), AT_END);
    for (uint32_t first = 0; first < 0x10000; first += BB_PANEL_ROWS) {
        for (size_t row = 0; row < BB_PANEL_ROWS; row++) {
            uint16_t *halves = (uint16_t *)(void *)panel;
            halves[bb_blocks_half_at(&layout, 0, number, row)] = (uint16_t)(first + row);
        }
        if (!call(kernel, &a)) {
            return false;
        }
        for (size_t row = 0; row < BB_PANEL_ROWS; row++) {
            float scale = bb_float_of_half((uint16_t)(first + row));
            if (isnan(scale) ? !isnan(a.out[row]) : a.out[row] != scale) {
                fprintf(stderr, "%s 0x%04zx: %a, expected %a\n", is_minimum ? "minimum" : "scale",
                        first + row, (double)a.out[row], (double)scale);
                return false;
            }
        }
        b->cases++;
    }
    return true;
}

/* Every quant of every column and row counts: x is a single 1. */
static bool check_unit_vectors(bed *b)
{
    enum { PANELS = 2, COLS = 96, TOKENS = 3 };
    bb_matmul_args a = {
        .panels = PANELS, .cols = COLS, .tokens = TOKENS, .out_stride = PANELS * BB_PANEL_ROWS};
    size_t bytes = bb_panel_bytes(TYPE, COLS);
    fill_weights(&a, arena_take(&b->weights, PANELS * bytes, AT_END), 0, COLS, INTEGERS);
    int8_t *x = arena_take(&b->quants, COLS * TOKENS, AT_END);
    float scales[COLS / BB_BLOCK * TOKENS];
    int32_t sums[COLS / BB_BLOCK * TOKENS];
    a.out = arena_take(&b->out, sizeof(float) * TOKENS * a.out_stride, AT_END);
    for (size_t col = 0; col < COLS; col++) {
        size_t token = col % TOKENS;
        size_t block = col / BB_BLOCK * TOKENS + token;
        memset(x, 0, COLS * TOKENS);
        memset(sums, 0, sizeof sums);
        for (size_t i = 0; i < COLS / BB_BLOCK * TOKENS; i++) {
            scales[i] = 1.0f;
        }
        x[block * BB_BLOCK + col % BB_BLOCK] = 1;
        sums[block] = 1;
        a.quants = x;
        a.scales = scales;
        a.sums = sums;
        if (!call(kernel, &a)) {
            return false;
        }
        for (size_t i = 0; i < TOKENS * a.out_stride; i++) {
            size_t row = i % a.out_stride;
            const char *panel = (const char *)a.weights + row / BB_PANEL_ROWS * bytes;
            const uint8_t *quants = bb_blocks_quants(&layout, panel, a.quants_at, col / BB_BLOCK);
            float expected = (float)quant(quants, row % BB_PANEL_ROWS, col % BB_BLOCK);
            if (layout.has_minimum) {
                expected += bb_blocks_minimum(&layout, panel, col / BB_BLOCK, row % BB_PANEL_ROWS);
            }
            if (a.out[i] != (i / a.out_stride == token ? expected : 0.0f)) {
                fprintf(stderr, "unit vector %zu, row %zu: %g\n", col, row, (double)a.out[i]);
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
    bb_matmul_args args = {.cols = 64};
    for (size_t i = 0; i < 4; i++) {
        args.panels = i % 2 * 3;
        args.tokens = args.panels > 0 ? 0 : i / 2 * 5;
        if (!call(kernel, &args)) {
            return false;
        }
        b->cases++;
    }
    return true;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: quant_kernels_check sse2|avx2|avx-vnni|avx512|avx512-vnni\n");
        return 1;
    }
    if (!can_run(argv[1])) {
        fprintf(stderr, "this processor has no %s\n", argv[1]);
        return SKIPPED;
    }
    bed b = the_bed();
    b.fused = strcmp(argv[1], "sse2") != 0;
    bool ok = check_empty(&b) && check_unit_vectors(&b);
    for (size_t number = 0; number < bb_block_halves(TYPE); number++) {
        ok = ok && check_all_halves(&b, number);
    }
    ok = ok && check_sizes(&b) && check_model_sizes(&b);
    if (!ok) {
        fprintf(stderr, "%s: FAILED\n", argv[1]);
        return 1;
    }
    printf("%s: %zu cases pass\n", argv[1], b.cases);
    return 0;
}

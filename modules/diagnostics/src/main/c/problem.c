/* SPDX-License-Identifier: Apache-2.0 */
#include "problem.h"

#include "bb_bytes.h"
#include "bb_exp.h"

enum {
    WEIGHTS_MAX = 352 * BB_PANEL_ROWS,
    VALUES_MAX = 544,
    BLOCKS_MAX = VALUES_MAX / BB_BLOCK,
    SUMS_MAX = 68 * BB_PANEL_ROWS,
    COLS_MAX = 352,
    OFFSET = 1 /* from an aligned place, where none is promised */
};

/* No arena exists yet when processors are tested. */
static _Alignas(BB_PANEL_ALIGNMENT) float weights[WEIGHTS_MAX];
static _Alignas(BB_PANEL_ALIGNMENT) int8_t quants[VALUES_MAX];
static float values[OFFSET + VALUES_MAX + 1];
static float scales[OFFSET + BLOCKS_MAX + 1];
static int32_t sums[OFFSET + BLOCKS_MAX];
static bb_problem_sum expected[SUMS_MAX];

static uint64_t state; /* of random_bits */

/* xorshift64 (Marsaglia 2003). */
static uint32_t random_bits(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 32);
}

/* Of a magnitude below 2^exponent. */
static float random_value(int exponent)
{
    float unit = (float)(int32_t)(random_bits() & 0xffffff) * 0x1p-23f - 1.0f;
    return unit * bb_float_of_bits((uint32_t)(127 + exponent) << 23);
}

static int random_exponent(int least, int count)
{
    return least + (int)(random_bits() % (uint32_t)count);
}

/* Elements and scales are halves: their exponents reach from -24 to 15. */
static bool has_halves(bb_dtype type)
{
    return type != BB_DTYPE_F32 && type != BB_DTYPE_BF16;
}

static float random_weight(bb_dtype type, bb_problem_pattern pattern)
{
    switch (pattern) {
    case BB_PROBLEM_MAGNITUDES:
        return random_value(has_halves(type) ? random_exponent(-12, 26)
                                             : random_exponent(-60, 121));
    case BB_PROBLEM_DENORMALS:
        return random_value(has_halves(type) ? random_exponent(-22, 8) : random_exponent(-75, 8));
    default:
        return random_value(0);
    }
}

static float random_x(bb_dtype type, bb_problem_pattern pattern)
{
    switch (pattern) {
    case BB_PROBLEM_MAGNITUDES:
        return random_value(random_exponent(-60, 121));
    case BB_PROBLEM_DENORMALS:
        return random_value(has_halves(type) ? random_exponent(-126, 8) : random_exponent(-75, 8));
    default:
        return random_value(0);
    }
}

/* Rounded towards zero; the value is below 2^16, an infinity or NaN. */
static uint16_t half_of(float value)
{
    uint32_t bits = bb_float_bits(value);
    uint32_t sign = bits >> 16 & 0x8000;
    if ((bits & 0x7f800000) == 0x7f800000) {
        return (uint16_t)(sign | 0x7c00 | (bits & 0x7fffff ? 0x200 : 0));
    }
    float magnitude = bb_float_of_bits(bits & 0x7fffffff) * 0x1p-112f;
    return (uint16_t)(sign | bb_float_bits(magnitude) >> 13);
}

/* Writes an element of a panel, or a scale of a quantized one. */
static void put(bb_dtype type, void *panel, size_t index, float value)
{
    if (type == BB_DTYPE_F32) {
        ((float *)panel)[index] = value;
    } else if (type == BB_DTYPE_BF16) {
        ((uint16_t *)panel)[index] = (uint16_t)(bb_float_bits(value) >> 16);
    } else {
        ((uint16_t *)panel)[index] = half_of(value);
    }
}

/* Elements of a row: columns, or the scales and minima of its blocks. */
static size_t row_elements(const bb_weight_type *type, size_t cols)
{
    return type->quantized ? cols / BB_BLOCK * bb_block_halves(type->type) : cols;
}

/* Gives minima the signs of their scales: scale * quant and minimum would cancel else, and what
 * rounding leaves of them could not be told from their sum. */
static void sign_minima(uint16_t *scales, size_t elements)
{
    for (size_t i = 0; i < elements; i++) {
        if (i / BB_PANEL_ROWS % 2 == 1) {
            scales[i] = (uint16_t)((scales[i] & 0x7fff) | (scales[i - BB_PANEL_ROWS] & 0x8000));
        }
    }
}

static void fill_panel(const bb_weight_type *type, char *panel, size_t cols,
                       bb_problem_pattern pattern)
{
    size_t elements = row_elements(type, cols) * BB_PANEL_ROWS;
    if (type->quantized) {
        for (size_t i = 0; i < bb_panel_bytes(type->type, cols); i++) {
            panel[i] = (char)random_bits();
        }
    }
    for (size_t i = 0; i < elements; i++) {
        put(type->type, panel, i, random_weight(type->type, pattern));
    }
    if (bb_block_halves(type->type) == 2) {
        sign_minima((uint16_t *)(void *)panel, elements);
    }
}

/* A NaN in the last row of all; in the first an infinity, or where that would meet zeros a NaN. */
static void put_specials(const bb_weight_type *type, bb_problem_size size)
{
    size_t elements = row_elements(type, size.cols);
    if (size.panels == 0 || elements == 0) {
        return;
    }
    size_t place = random_bits() % elements * BB_PANEL_ROWS;
    size_t last = (size.panels - 1) * bb_panel_bytes(type->type, size.cols);
    float first = type->quantized ? __builtin_nanf("") : -__builtin_inff();
    put(type->type, weights, place, first);
    put(type->type, (char *)weights + last, place + BB_PANEL_ROWS - 1, __builtin_nanf(""));
    for (size_t token = 0; token < size.tokens && !type->quantized; token++) {
        values[OFFSET + place / BB_PANEL_ROWS * size.tokens + token] = 1.0f; /* 0 would be NaN */
    }
}

static void fill_vectors(const bb_weight_type *type, bb_problem_size size,
                         bb_problem_pattern pattern)
{
    size_t count = size.cols * size.tokens;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        bool inside = i >= OFFSET && i - OFFSET < count;
        values[i] = inside ? random_x(type->type, pattern) : __builtin_nanf("");
    }
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        bool inside = i >= OFFSET && i - OFFSET < count / BB_BLOCK;
        scales[i] = inside ? random_x(type->type, pattern) : __builtin_nanf("");
    }
    memset(sums, 0, sizeof sums);
    for (size_t i = 0; i < count; i++) {
        quants[i] = (int8_t)((int32_t)(random_bits() % 255) - 127);
        sums[OFFSET + i / BB_BLOCK] += quants[i];
    }
}

bb_matmul_args bb_problem_make(const bb_weight_type *type, bb_problem_size size,
                               bb_problem_pattern pattern)
{
    state = 1 + size.panels + size.cols * 16 + size.tokens * 16384 + (uint64_t)pattern * 1048576;
    random_bits();
    memset(weights, 0xff, sizeof weights);
    for (size_t panel = 0; panel < size.panels; panel++) {
        size_t offset = panel * bb_panel_bytes(type->type, size.cols);
        fill_panel(type, (char *)weights + offset, size.cols, pattern);
    }
    fill_vectors(type, size, pattern);
    if (pattern == BB_PROBLEM_SPECIAL) {
        put_specials(type, size);
    }
    return (bb_matmul_args){.weights = weights,
                            .panel_bytes = bb_panel_bytes(type->type, size.cols),
                            .quants_at = bb_values_at(type->type, size.cols),
                            .values = values + OFFSET,
                            .quants = quants,
                            .scales = scales + OFFSET,
                            .sums = sums + OFFSET,
                            .panels = size.panels,
                            .cols = size.cols,
                            .tokens = size.tokens};
}

static double x_of(const bb_weight_type *type, const bb_matmul_args *args, size_t token, size_t col)
{
    if (!type->quantized) {
        return (double)args->values[col * args->tokens + token];
    }
    size_t block = col / BB_BLOCK * args->tokens + token;
    return (double)args->scales[block] * (double)args->quants[block * BB_BLOCK + col % BB_BLOCK];
}

static double magnitude(double value)
{
    return value < 0.0 ? -value : value;
}

static bb_problem_sum sum_of(const bb_weight_type *type, const bb_matmul_args *args,
                             const float *row, size_t token)
{
    double cols = (double)args->cols;
    double sum = 0.0;
    double magnitudes = 0.0;
    for (size_t col = 0; col < args->cols; col++) {
        double product = (double)row[col] * x_of(type, args, token, col);
        sum += product;
        magnitudes += magnitude(product);
    }
    return (bb_problem_sum){sum, (cols + 2.0) * 0x1p-24 * magnitudes + cols * 0x1p-149};
}

const bb_problem_sum *bb_problem_solve(const bb_weight_type *type, const bb_matmul_args *args)
{
    size_t rows = args->panels * BB_PANEL_ROWS;
    size_t panel_bytes = bb_panel_bytes(type->type, args->cols);
    for (size_t row = 0; row < rows; row++) {
        float unpacked[COLS_MAX];
        const char *panel = (const char *)args->weights + row / BB_PANEL_ROWS * panel_bytes;
        type->unpack(unpacked, panel, row % BB_PANEL_ROWS, args->cols);
        for (size_t token = 0; token < args->tokens; token++) {
            expected[token * rows + row] = sum_of(type, args, unpacked, token);
        }
    }
    return expected;
}

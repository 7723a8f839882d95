/* SPDX-License-Identifier: Apache-2.0 */
#include "block_weights_check.h"

#include "bb_half.h"
#include "bb_test.h"

enum { HALF = sizeof(uint16_t), MOST_SCALES = 2 };

static uint64_t random_state = 88172645463325252u;

/* xorshift64: Marsaglia, "Xorshift RNGs", 2003. */
static uint8_t random_byte(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint8_t)(random_state >> 32);
}

float half_at(const uint8_t *bytes)
{
    uint16_t half;
    memcpy(&half, bytes, sizeof half);
    return bb_float_of_half(half);
}

/* Rows in GGUF's order, at an odd address and with a gap between them. */
typedef struct rows {
    const tested_weights *weights;
    uint8_t *memory;
    const uint8_t *data;
    size_t row_bytes, count, cols;
} rows;

static size_t block_bytes(const tested_weights *weights)
{
    return weights->scale_bytes + weights->quant_bytes;
}

/* Scales are positive, minima negative; both are normal numbers below 1. */
static void set_scales(const tested_weights *weights, uint8_t *block)
{
    static const uint16_t least[MOST_SCALES] = {0x1c00, 0x9c00};
    for (size_t i = 0; i < weights->scale_bytes / HALF; i++) {
        uint16_t scale = (uint16_t)(least[i] + random_byte() * 4);
        memcpy(block + i * HALF, &scale, sizeof scale);
    }
}

static rows random_rows(const tested_weights *weights, size_t count, size_t cols)
{
    size_t row_bytes = bb_row_bytes(weights->type, cols) + 3;
    uint8_t *memory = malloc(1 + count * row_bytes);
    for (size_t i = 0; i < 1 + count * row_bytes; i++) {
        memory[i] = random_byte();
    }
    for (size_t row = 0; row < count; row++) {
        for (size_t block = 0; block < cols / BB_BLOCK; block++) {
            set_scales(weights, memory + 1 + row * row_bytes + block * block_bytes(weights));
        }
    }
    return (rows){weights, memory, memory + 1, row_bytes, count, cols};
}

static const uint8_t *block_of(const rows *r, size_t row, size_t block)
{
    return r->data + row * r->row_bytes + block * block_bytes(r->weights);
}

static float value_of(const rows *r, size_t row, size_t col)
{
    return r->weights->value(block_of(r, row, col / BB_BLOCK), col % BB_BLOCK);
}

static uint8_t *packed(const rows *r)
{
    size_t bytes = bb_panel_bytes(r->weights->type, r->cols);
    uint8_t *panel = aligned_alloc(BB_PANEL_ALIGNMENT, bytes > 0 ? bytes : BB_PANEL_ALIGNMENT);
    memset(panel, 0xa5, bytes);
    r->weights->pack(panel, r->data, r->row_bytes, r->count, r->cols);
    return panel;
}

/* A byte of a panel is a byte of a row, or 0 where there is no row. */
static void check_byte(const rows *r, size_t row, size_t block, size_t byte, uint8_t found)
{
    CHECK_EQUAL(found, row < r->count ? block_of(r, row, block)[byte] : 0);
}

static void check_layout(const tested_weights *weights, size_t count, size_t cols)
{
    rows r = random_rows(weights, count, cols);
    uint8_t *panel = packed(&r);
    size_t blocks = cols / BB_BLOCK;
    size_t all_scales = blocks * BB_PANEL_ROWS * weights->scale_bytes;
    size_t quants = (all_scales + 63) / 64 * 64;
    CHECK_EQUAL(bb_panel_bytes(weights->type, cols),
                quants + blocks * BB_PANEL_ROWS * weights->quant_bytes);
    for (size_t i = all_scales; i < quants; i++) {
        CHECK_EQUAL(panel[i], 0);
    }
    for (size_t block = 0; block < blocks; block++) {
        for (size_t row = 0; row < BB_PANEL_ROWS; row++) {
            for (size_t i = 0; i < weights->scale_bytes; i++) {
                size_t of_block = block * weights->scale_bytes / HALF + i / HALF;
                size_t at = (of_block * BB_PANEL_ROWS + row) * HALF + i % HALF;
                check_byte(&r, row, block, i, panel[at]);
            }
            for (size_t i = 0; i < weights->quant_bytes; i++) {
                size_t at = quants + block * weights->quant_bytes * BB_PANEL_ROWS + i / 4 * 64 +
                            row * 4 + i % 4;
                check_byte(&r, row, block, weights->scale_bytes + i, panel[at]);
            }
        }
    }
    free(panel);
    free(r.memory);
}

void check_packing(const tested_weights *weights)
{
    for (size_t count = 1; count <= BB_PANEL_ROWS; count++) {
        check_layout(weights, count, 96);
    }
    check_layout(weights, 16, 0);
    check_layout(weights, 16, 32);
    check_layout(weights, 5, 64);
    check_layout(weights, 16, 768);
}

void check_unpacking(const tested_weights *weights)
{
    rows r = random_rows(weights, 13, 160);
    uint8_t *panel = packed(&r);
    float *out = malloc(r.cols * sizeof *out);
    for (size_t row = 0; row < BB_PANEL_ROWS; row++) {
        weights->unpack(out, panel, row, r.cols);
        for (size_t col = 0; col < r.cols; col++) {
            CHECK(out[col] == (row < r.count ? value_of(&r, row, col) : 0.0f));
        }
    }
    free(out);
    free(panel);
    free(r.memory);
}

void check_multiplying(const tested_weights *weights)
{
    enum { COLS = 96, BLOCKS = COLS / BB_BLOCK, TOKENS = 3, STRIDE = 19 };
    rows r = random_rows(weights, 16, COLS);
    uint8_t *panel = packed(&r);
    int8_t quants[BLOCKS * TOKENS * BB_BLOCK];
    float scales[BLOCKS * TOKENS];
    int32_t sums[BLOCKS * TOKENS];
    for (size_t i = 0; i < sizeof quants; i++) {
        quants[i] = (int8_t)(random_byte() % 255 - 127);
    }
    for (size_t i = 0; i < BLOCKS * TOKENS; i++) {
        scales[i] = 0.01f * (float)random_byte();
        sums[i] = 0;
        for (size_t c = 0; c < BB_BLOCK; c++) {
            sums[i] += quants[i * BB_BLOCK + c];
        }
    }
    float out[TOKENS * STRIDE];
    weights->reference(&(bb_matmul_args){.out = out,
                                         .weights = panel,
                                         .quants_at = bb_values_at(weights->type, COLS),
                                         .quants = quants,
                                         .scales = scales,
                                         .sums = sums,
                                         .panels = 1,
                                         .cols = COLS,
                                         .tokens = TOKENS,
                                         .out_stride = STRIDE});
    for (size_t token = 0; token < TOKENS; token++) {
        for (size_t row = 0; row < BB_PANEL_ROWS; row++) {
            double expected = 0.0;
            for (size_t col = 0; col < COLS; col++) {
                size_t block = col / BB_BLOCK * TOKENS + token;
                double x = (double)scales[block] * quants[block * BB_BLOCK + col % BB_BLOCK];
                expected += (double)value_of(&r, row, col) * x;
            }
            CHECK(fabs((double)out[token * STRIDE + row] - expected) <=
                  1e-6 * (1 + fabs(expected)));
        }
    }
    free(panel);
    free(r.memory);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/weights_q4_1.c ../../../../matmul/src/main/c/weights_f32.c */
#include "weights_q4_1.h"

#include "bb_half.h"
#include "bb_test.h"

enum { QUANT_BYTES = 16, SCALES_BYTES = 4, BLOCK_BYTES = SCALES_BYTES + QUANT_BYTES };

static uint64_t random_state = 88172645463325252u;

/* xorshift64: Marsaglia, "Xorshift RNGs", 2003. */
static uint8_t random_byte(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint8_t)(random_state >> 32);
}

/* Rows in GGUF's order, at an odd address and with a gap between them. */
typedef struct rows {
    uint8_t *memory;
    const uint8_t *data;
    size_t row_bytes, count, cols;
} rows;

static rows random_rows(size_t count, size_t cols)
{
    size_t row_bytes = bb_row_bytes(BB_DTYPE_Q4_1, cols) + 3;
    uint8_t *memory = malloc(1 + count * row_bytes);
    for (size_t i = 0; i < 1 + count * row_bytes; i++) {
        memory[i] = random_byte();
    }
    for (size_t row = 0; row < count; row++) {
        for (size_t block = 0; block < cols / BB_BLOCK; block++) {
            uint16_t scales[2] = {(uint16_t)(0x1c00 + random_byte() * 4),
                                  (uint16_t)(0x9c00 + random_byte() * 4)};
            memcpy(memory + 1 + row * row_bytes + block * BLOCK_BYTES, scales, sizeof scales);
        }
    }
    return (rows){memory, memory + 1, row_bytes, count, cols};
}

static const uint8_t *block_of(const rows *r, size_t row, size_t block)
{
    return r->data + row * r->row_bytes + block * BLOCK_BYTES;
}

/* As GGUF defines the type. */
static float value_of(const rows *r, size_t row, size_t col)
{
    const uint8_t *block = block_of(r, row, col / BB_BLOCK);
    uint16_t scales[2];
    memcpy(scales, block, sizeof scales);
    size_t i = col % BB_BLOCK;
    uint8_t byte = block[SCALES_BYTES + i % 16];
    int quant = i < 16 ? byte & 15 : byte >> 4;
    return bb_float_of_half(scales[0]) * (float)quant + bb_float_of_half(scales[1]);
}

static uint8_t *packed(const rows *r)
{
    size_t bytes = bb_panel_bytes(BB_DTYPE_Q4_1, r->cols);
    uint8_t *panel = aligned_alloc(BB_PANEL_ALIGNMENT, bytes > 0 ? bytes : BB_PANEL_ALIGNMENT);
    memset(panel, 0xa5, bytes);
    bb_weights_q4_1_pack(panel, r->data, r->row_bytes, r->count, r->cols);
    return panel;
}

/* The layout as bb_weights.h writes it down. */
static void check_layout(size_t count, size_t cols)
{
    rows r = random_rows(count, cols);
    uint8_t *panel = packed(&r);
    size_t blocks = cols / BB_BLOCK;
    size_t quants = blocks * 64;
    CHECK_EQUAL(bb_panel_bytes(BB_DTYPE_Q4_1, cols), quants + blocks * QUANT_BYTES * 16);
    for (size_t block = 0; block < blocks; block++) {
        for (size_t row = 0; row < BB_PANEL_ROWS; row++) {
            const uint8_t *from = row < count ? block_of(&r, row, block) : NULL;
            for (size_t i = 0; i < 2; i++) {
                CHECK_EQUAL(panel[block * 64 + row * 2 + i], from ? from[i] : 0);
                CHECK_EQUAL(panel[block * 64 + 32 + row * 2 + i], from ? from[2 + i] : 0);
            }
            for (size_t i = 0; i < QUANT_BYTES; i++) {
                size_t at = quants + block * QUANT_BYTES * 16 + i / 4 * 64 + row * 4 + i % 4;
                CHECK_EQUAL(panel[at], from ? from[SCALES_BYTES + i] : 0);
            }
        }
    }
    free(panel);
    free(r.memory);
}

TEST(packs_as_documented)
{
    for (size_t count = 1; count <= BB_PANEL_ROWS; count++) {
        check_layout(count, 96);
    }
    check_layout(16, 0);
    check_layout(16, 32);
    check_layout(5, 64);
    check_layout(16, 768);
}

TEST(unpacks_what_was_packed)
{
    rows r = random_rows(13, 160);
    uint8_t *panel = packed(&r);
    float *out = malloc(r.cols * sizeof *out);
    for (size_t row = 0; row < BB_PANEL_ROWS; row++) {
        bb_weights_q4_1_unpack(out, panel, row, r.cols);
        for (size_t col = 0; col < r.cols; col++) {
            CHECK(out[col] == (row < r.count ? value_of(&r, row, col) : 0.0f));
        }
    }
    free(out);
    free(panel);
    free(r.memory);
}

TEST(multiplies)
{
    enum { COLS = 96, BLOCKS = COLS / BB_BLOCK, TOKENS = 3, STRIDE = 19 };
    rows r = random_rows(16, COLS);
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
    bb_weights_q4_1_reference(&(bb_matmul_args){.out = out,
                                                .weights = panel,
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

int main(void)
{
    return RUN(packs_as_documented) + RUN(unpacks_what_was_packed) + RUN(multiplies);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "gguf_types.h"

#include "bb_bytes.h"
#include "dequantize.h"

/* enum ggml_type: those that files can have. 4 and 5 were given up. */
static const char *const names[] = {
    [0] = "F32",     [1] = "F16",      [2] = "Q4_0",   [3] = "Q4_1",    [6] = "Q5_0",
    [7] = "Q5_1",    [8] = "Q8_0",     [9] = "Q8_1",   [10] = "Q2_K",   [11] = "Q3_K",
    [12] = "Q4_K",   [13] = "Q5_K",    [14] = "Q6_K",  [15] = "Q8_K",   [16] = "IQ2_XXS",
    [17] = "IQ2_XS", [18] = "IQ3_XXS", [19] = "IQ1_S", [20] = "IQ4_NL", [21] = "IQ3_S",
    [22] = "IQ2_S",  [23] = "IQ4_XS",  [24] = "I8",    [25] = "I16",    [26] = "I32",
    [27] = "I64",    [28] = "F64",     [29] = "IQ1_M", [30] = "BF16",   [34] = "TQ1_0",
    [35] = "TQ2_0",  [39] = "MXFP4",
};

static const gguf_type types[] = {
    [0] = {"F32", 1, 4, BB_DTYPE_F32, 0, {0}, bb_format_gguf_from_f32},
    [1] = {"F16", 1, 2, BB_DTYPE_F16, 1, {0}, bb_format_gguf_from_f16},
    [2] = {"Q4_0", 32, 18, BB_DTYPE_Q4_0, 1, {0}, bb_format_gguf_from_q4_0},
    [3] = {"Q4_1", 32, 20, BB_DTYPE_Q4_1, 2, {0, 2}, bb_format_gguf_from_q4_1},
    [6] = {"Q5_0", 32, 22, BB_DTYPE_Q8_0, 1, {0}, bb_format_gguf_from_q5_0},
    [7] = {"Q5_1", 32, 24, BB_DTYPE_Q8_0, 2, {0, 2}, bb_format_gguf_from_q5_1},
    [8] = {"Q8_0", 32, 34, BB_DTYPE_Q8_0, 1, {0}, bb_format_gguf_from_q8_0},
    [10] = {"Q2_K", 256, 84, BB_DTYPE_Q8_0, 2, {80, 82}, bb_format_gguf_from_q2_k},
    [11] = {"Q3_K", 256, 110, BB_DTYPE_Q8_0, 1, {108}, bb_format_gguf_from_q3_k},
    [12] = {"Q4_K", 256, 144, BB_DTYPE_Q4_1, 2, {0, 2}, bb_format_gguf_from_q4_k},
    [13] = {"Q5_K", 256, 176, BB_DTYPE_Q8_0, 2, {0, 2}, bb_format_gguf_from_q5_k},
    [14] = {"Q6_K", 256, 210, BB_DTYPE_Q8_0, 1, {208}, bb_format_gguf_from_q6_k},
    [20] = {"IQ4_NL", 32, 18, BB_DTYPE_Q8_0, 1, {0}, bb_format_gguf_from_iq4_nl},
    [30] = {"BF16", 1, 2, BB_DTYPE_BF16, 0, {0}, bb_format_gguf_from_bf16},
};

const gguf_type *bb_format_gguf_type_of(uint32_t number)
{
    return number < sizeof types / sizeof *types && types[number].name ? &types[number] : 0;
}

const char *bb_format_gguf_ggml_name(uint32_t number)
{
    return number < sizeof names / sizeof *names ? names[number] : 0;
}

/* A number is finite if not all bits of its exponent are set. */
static bool is_finite32(const uint8_t *row, size_t count, uint32_t exponent)
{
    uint32_t found = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t bits;
        memcpy(&bits, row + i * sizeof bits, sizeof bits);
        found |= (bits & exponent) == exponent;
    }
    return found == 0;
}

static bool is_finite16(const uint8_t *row, size_t count, size_t stride, uint16_t exponent)
{
    uint32_t found = 0;
    for (size_t i = 0; i < count; i++) {
        uint16_t bits;
        memcpy(&bits, row + i * stride, sizeof bits);
        found |= (bits & exponent) == exponent;
    }
    return found == 0;
}

bool bb_format_gguf_is_finite(const gguf_type *type, const uint8_t *row, size_t cols)
{
    const uint16_t half = 0x7c00, bfloat = 0x7f80;
    if (type->loaded == BB_DTYPE_F32) {
        return is_finite32(row, cols, UINT32_C(0x7f800000));
    }
    if (type->loaded == BB_DTYPE_BF16) {
        return is_finite16(row, cols, sizeof bfloat, bfloat);
    }
    /* Quants are integers: what the scales make of them is finite if they are. */
    bool is_finite = true;
    for (size_t i = 0; i < type->scales; i++) {
        is_finite &= is_finite16(row + type->scales_at[i], cols / type->values, type->bytes, half);
    }
    return is_finite;
}

void bb_format_gguf_row_to_floats(const gguf_type *type, float *out, const uint8_t *row,
                                  size_t cols)
{
    for (size_t col = 0; col < cols; col += type->values, row += type->bytes) {
        type->to_floats(out + col, row);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "to_q8_0.h"

#include "bb_bytes.h"
#include "dequantize.h"
#include "gguf_half.h"

enum { SCALE = 2, BLOCK = SCALE + BB_BLOCK, GREATEST = 127 };

/* To the nearest, halves away from 0, as roundf; |value| < 2^31. (Adding 0.5 would round what lies
 * just below a half upwards.) */
static int32_t round_away(float value)
{
    int32_t whole = (int32_t)value;
    float rest = value - (float)whole;
    return whole + (rest >= 0.5f) - (rest <= -0.5f);
}

/* The greatest magnitude of finite values. Their bits are in the same order, and integers' maxima
 * are a vector's work whatever order they are taken in. */
static float greatest_of(const float *values)
{
    int32_t greatest = 0;
    for (size_t i = 0; i < BB_BLOCK; i++) {
        int32_t bits = (int32_t)(bb_float_bits(values[i]) & 0x7fffffff);
        greatest = bits > greatest ? bits : greatest;
    }
    return bb_float_of_bits((uint32_t)greatest);
}

bool bb_format_gguf_quantize_q8_0(uint8_t *block, const float *values)
{
    const float greatest = greatest_of(values);
    const float scale = greatest / (float)GREATEST;
    const float inverse = greatest > 0 ? 1.0f / scale : 0.0f;
    int8_t quants[BB_BLOCK];
    for (size_t i = 0; i < BB_BLOCK; i++) {
        quants[i] = (int8_t)round_away(values[i] * inverse);
    }
    memcpy(block + SCALE, quants, sizeof quants);
    return gguf_put_half(block, scale);
}

typedef void to_quants(int8_t *out, const uint8_t *block);

/* The scale stays, the quants become longer. */
static void widen(uint8_t *out, const uint8_t *block, to_quants *quants_of)
{
    int8_t quants[BB_BLOCK];
    quants_of(quants, block);
    memcpy(out, block, SCALE);
    memcpy(out + SCALE, quants, sizeof quants);
}

/* Of the types whose quants fit into a byte. */
static to_quants *quants_of(const gguf_type *type)
{
    return type->to_floats == bb_format_gguf_from_q5_0     ? bb_format_gguf_quants_q5_0
           : type->to_floats == bb_format_gguf_from_iq4_nl ? bb_format_gguf_quants_iq4_nl
                                                           : 0;
}

bool bb_format_gguf_to_q8_0(const gguf_type *type, uint8_t *out, const uint8_t *row, size_t cols)
{
    float values[GGUF_LONGEST_BLOCK];
    to_quants *to_quants = quants_of(type);
    bool fits = true;
    for (size_t col = 0; col < cols; col += type->values, row += type->bytes) {
        if (to_quants) {
            widen(out, row, to_quants);
            out += BLOCK;
            continue;
        }
        type->to_floats(values, row);
        for (size_t i = 0; i < type->values; i += BB_BLOCK, out += BLOCK) {
            fits &= bb_format_gguf_quantize_q8_0(out, values + i);
        }
    }
    return fits;
}

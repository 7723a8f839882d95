/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_math.h"
#include "bb_memory.h"
#include "bb_vector.h"
#include "forward_parts.h"

/*
 * out = sum over positions p of weight[p] * values[p]; out: (count), values: (positions, count)
 * with `stride` floats from one row to the next. Four rows at a time: what is summed up is read and
 * written a quarter as often.
 */
static void weighted_sum(float *restrict out, const float *restrict weight,
                         const float *restrict values, size_t positions, size_t count,
                         size_t stride)
{
    memset(out, 0, count * sizeof *out);
    size_t position = 0;
    for (; position + 4 <= positions; position += 4) {
        const float *row = values + position * stride;
        const float *w = weight + position;
        for (size_t i = 0; i < count; i++) {
            out[i] += w[0] * row[i] + w[1] * row[stride + i] + w[2] * row[2 * stride + i] +
                      w[3] * row[3 * stride + i];
        }
    }
    for (; position < positions; position++) {
        const float *row = values + position * stride;
        for (size_t i = 0; i < count; i++) {
            out[i] += weight[position] * row[i];
        }
    }
}

void bb_attend(const bb_attention *attention, const bb_shape *shape)
{
    size_t size = shape->head_size;
    size_t stride = bb_shape_kv_dim(shape);
    size_t group = shape->heads / shape->kv_heads;
    float scale = 1.0f / bb_sqrtf((float)size);
    for (size_t head = 0; head < shape->heads; head++) {
        size_t shared = head / group * size; /* where the key and value head begins in a row */
        bb_matrix keys = {
            .data = attention->keys + shared,
            .rows = attention->positions,
            .cols = size,
            .stride = stride,
        };
        bb_multiply(attention->scores, &keys, attention->query + head * size);
        /* Without a distribution the NaN goes on to the logits, where it is reported. */
        (void)bb_vector_softmax(attention->scores, attention->positions, scale);
        weighted_sum(attention->out + head * size, attention->scores, attention->values + shared,
                     attention->positions, size, stride);
    }
}

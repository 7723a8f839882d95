/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_math.h"
#include "bb_vector.h"
#include "forward_parts.h"

void bb_attend(const bb_attention *attention, const bb_shape *shape)
{
    size_t size = shape->head_size;
    size_t stride = bb_shape_kv_dim(shape);
    size_t group = shape->heads / shape->kv_heads;
    float scale = 1.0f / bb_sqrtf((float)size);
    for (size_t head = 0; head < shape->heads; head++) {
        size_t shared = head / group * size; /* the first element of the key and value head */
        bb_matrix keys = {
            .data = attention->keys + shared,
            .rows = attention->positions,
            .cols = size,
            .stride = stride,
        };
        bb_multiply(attention->scores, &keys, attention->query + head * size);
        /* Without a distribution the NaN goes on to the logits, where it is reported. */
        (void)bb_vector_softmax(attention->scores, attention->positions, scale);
        bb_matrix values = {
            .data = attention->values + shared * shape->context,
            .rows = size,
            .cols = attention->positions,
            .stride = shape->context,
        };
        bb_multiply(attention->out + head * size, &values, attention->scores);
    }
}

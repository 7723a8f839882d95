/* SPDX-License-Identifier: Apache-2.0 */
#include "packed_place.h"

/* As docs/packed-model.md numbers them. */
typedef enum tensor_kind {
    KIND_EMBEDDING,
    KIND_ATTENTION_NORM,
    KIND_QUERY,
    KIND_KEY,
    KIND_VALUE,
    KIND_ATTENTION_OUT,
    KIND_FFN_NORM,
    KIND_GATE,
    KIND_UP,
    KIND_DOWN,
    KIND_FINAL_NORM,
    KIND_CLASSIFIER,
} tensor_kind;

enum { KINDS_OF_LAYERS = 9 };

#define OF_LAYER(name, rows, cols, is_norm, member)                                                \
    (tensor_place)                                                                                 \
    {                                                                                              \
        name, rows, cols, true, is_norm, offsetof(bb_layer, member)                                \
    }
#define OF_MODEL(name, rows, cols, is_norm, member)                                                \
    (tensor_place)                                                                                 \
    {                                                                                              \
        name, rows, cols, false, is_norm, offsetof(bb_model, member)                               \
    }

tensor_place bb_format_packed_place(const bb_shape *shape, size_t kind)
{
    size_t dim = shape->dim;
    size_t query_dim = shape->heads * shape->head_size;
    size_t kv_dim = bb_shape_kv_dim(shape);
    switch (kind) {
    case KIND_EMBEDDING:
        return OF_MODEL("embedding", shape->vocabulary, dim, false, embedding);
    case KIND_ATTENTION_NORM:
        return OF_LAYER("attention norm", 1, dim, true, attention_norm);
    case KIND_QUERY:
        return OF_LAYER("query", query_dim, dim, false, query);
    case KIND_KEY:
        return OF_LAYER("key", kv_dim, dim, false, key);
    case KIND_VALUE:
        return OF_LAYER("value", kv_dim, dim, false, value);
    case KIND_ATTENTION_OUT:
        return OF_LAYER("attention out", dim, query_dim, false, attention_out);
    case KIND_FFN_NORM:
        return OF_LAYER("feed-forward norm", 1, dim, true, ffn_norm);
    case KIND_GATE:
        return OF_LAYER("gate", shape->hidden, dim, false, gate);
    case KIND_UP:
        return OF_LAYER("up", shape->hidden, dim, false, up);
    case KIND_DOWN:
        return OF_LAYER("down", dim, shape->hidden, false, down);
    case KIND_FINAL_NORM:
        return OF_MODEL("final norm", 1, dim, true, final_norm);
    case KIND_CLASSIFIER:
        if (!shape->shared_classifier) {
            return OF_MODEL("classifier", shape->vocabulary, dim, false, classifier);
        }
        break;
    default:
        break;
    }
    return (tensor_place){0};
}

size_t bb_format_packed_tensors(const bb_shape *shape)
{
    size_t of_model = shape->shared_classifier ? 2 : 3;
    return shape->layers * KINDS_OF_LAYERS + of_model;
}

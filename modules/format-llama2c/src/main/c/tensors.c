/* SPDX-License-Identifier: Apache-2.0 */
#include "tensors.h"

static const unsigned char orders[][TENSOR_COUNT] = {
    [LAYOUT_LEGACY] =
        {
            TENSOR_EMBEDDING,
            TENSOR_ATTENTION_NORM,
            TENSOR_QUERY,
            TENSOR_KEY,
            TENSOR_VALUE,
            TENSOR_ATTENTION_OUT,
            TENSOR_FFN_NORM,
            TENSOR_GATE,
            TENSOR_DOWN,
            TENSOR_UP,
            TENSOR_FINAL_NORM,
            TENSOR_ROPE,
            TENSOR_CLASSIFIER,
        },
    [LAYOUT_VERSION_1] =
        {
            TENSOR_ATTENTION_NORM,
            TENSOR_FFN_NORM,
            TENSOR_FINAL_NORM,
            TENSOR_EMBEDDING,
            TENSOR_QUERY,
            TENSOR_KEY,
            TENSOR_VALUE,
            TENSOR_ATTENTION_OUT,
            TENSOR_GATE,
            TENSOR_DOWN,
            TENSOR_UP,
            TENSOR_ROPE,
            TENSOR_CLASSIFIER,
        },
};

tensor bb_format_llama2c_tensor_at(layout layout, size_t place)
{
    return (tensor)orders[layout][place];
}

const char *bb_format_llama2c_tensor_name(tensor tensor)
{
    static const char *const names[TENSOR_COUNT] = {
        [TENSOR_EMBEDDING] = "tok_embeddings",
        [TENSOR_ATTENTION_NORM] = "attention_norm",
        [TENSOR_QUERY] = "wq",
        [TENSOR_KEY] = "wk",
        [TENSOR_VALUE] = "wv",
        [TENSOR_ATTENTION_OUT] = "wo",
        [TENSOR_FFN_NORM] = "ffn_norm",
        [TENSOR_GATE] = "w1",
        [TENSOR_DOWN] = "w2",
        [TENSOR_UP] = "w3",
        [TENSOR_FINAL_NORM] = "norm",
        [TENSOR_ROPE] = "freqs",
        [TENSOR_CLASSIFIER] = "output",
    };
    return names[tensor];
}

tensor_size bb_format_llama2c_tensor_size_of(const bb_shape *shape, layout layout, tensor tensor)
{
    size_t query_dim = shape->heads * shape->head_size;
    size_t kv_dim = bb_shape_kv_dim(shape);
    switch (tensor) {
    case TENSOR_EMBEDDING:
        return (tensor_size){1, shape->vocabulary, shape->dim, true};
    case TENSOR_ATTENTION_NORM:
    case TENSOR_FFN_NORM:
        return (tensor_size){shape->layers, 1, shape->dim, false};
    case TENSOR_QUERY:
        return (tensor_size){shape->layers, query_dim, shape->dim, true};
    case TENSOR_KEY:
    case TENSOR_VALUE:
        return (tensor_size){shape->layers, kv_dim, shape->dim, true};
    case TENSOR_ATTENTION_OUT:
        return (tensor_size){shape->layers, shape->dim, query_dim, true};
    case TENSOR_GATE:
    case TENSOR_UP:
        return (tensor_size){shape->layers, shape->hidden, shape->dim, true};
    case TENSOR_DOWN:
        return (tensor_size){shape->layers, shape->dim, shape->hidden, true};
    case TENSOR_FINAL_NORM:
        return (tensor_size){1, 1, shape->dim, false};
    case TENSOR_ROPE:
        return (tensor_size){layout == LAYOUT_LEGACY ? 2 : 0, shape->context, shape->head_size / 2,
                             false};
    case TENSOR_CLASSIFIER:
        return (tensor_size){shape->shared_classifier ? 0 : 1, shape->vocabulary, shape->dim, true};
    case TENSOR_COUNT:
        break;
    }
    return (tensor_size){0};
}

bool bb_format_llama2c_tensor_elements(const bb_shape *shape, layout layout, tensor tensor,
                                       size_t *elements)
{
    tensor_size size = bb_format_llama2c_tensor_size_of(shape, layout, tensor);
    return !__builtin_mul_overflow(size.copies, size.rows, elements) &&
           !__builtin_mul_overflow(*elements, size.cols, elements);
}

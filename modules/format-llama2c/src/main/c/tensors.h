/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TENSORS_H
#define TENSORS_H

/* The tensors of a file: how large they are, and in which order they stand in it. */
#include <stdbool.h>
#include <stddef.h>

#include "bb_model.h"

typedef enum tensor {
    TENSOR_EMBEDDING,      /* (vocabulary, dim) */
    TENSOR_ATTENTION_NORM, /* (layers, dim) */
    TENSOR_QUERY,          /* (layers, heads * head_size, dim) */
    TENSOR_KEY,            /* (layers, kv_heads * head_size, dim) */
    TENSOR_VALUE,          /* (layers, kv_heads * head_size, dim) */
    TENSOR_ATTENTION_OUT,  /* (layers, dim, heads * head_size) */
    TENSOR_FFN_NORM,       /* (layers, dim) */
    TENSOR_GATE,           /* (layers, hidden, dim) */
    TENSOR_DOWN,           /* (layers, dim, hidden) */
    TENSOR_UP,             /* (layers, hidden, dim) */
    TENSOR_FINAL_NORM,     /* (dim) */
    TENSOR_ROPE,           /* (2, context, head_size / 2): tables that are not used */
    TENSOR_CLASSIFIER,     /* (vocabulary, dim), if it is not the embedding */
    TENSOR_COUNT
} tensor;

/* The layouts of llama2.c's export.py, and where their weights begin. */
typedef enum layout { LAYOUT_LEGACY, LAYOUT_VERSION_1 } layout;

#define LEGACY_HEADER_BYTES 28
#define VERSION_1_HEADER_BYTES 256

/* The layout of a model whose header has been read. */
static inline layout layout_of(const bb_model *model)
{
    return model->data_offset == VERSION_1_HEADER_BYTES ? LAYOUT_VERSION_1 : LAYOUT_LEGACY;
}

/* Which tensor stands at a place of the file, 0 to TENSOR_COUNT - 1. */
tensor bb_format_llama2c_tensor_at(layout layout, size_t place);

/* Name of a tensor, for messages: llama2.c's. */
const char *bb_format_llama2c_tensor_name(tensor tensor);

typedef struct tensor_size {
    size_t copies; /* one a layer, or 1; 0 if the model has no such tensor */
    size_t rows;
    size_t cols;
    bool is_matrix; /* in memory it is panels, else as in the file */
} tensor_size;

/* Bytes of a copy in memory; the shape has been checked. */
static inline size_t copy_bytes(tensor_size size)
{
    return size.is_matrix ? bb_matrix_bytes(BB_DTYPE_F32, size.rows, size.cols)
                          : size.cols * sizeof(float);
}

/* Bytes of the largest panel. */
static inline size_t largest_panel(const bb_shape *shape)
{
    return bb_panel_bytes(BB_DTYPE_F32, shape->hidden > shape->dim ? shape->hidden : shape->dim);
}

tensor_size bb_format_llama2c_tensor_size_of(const bb_shape *shape, layout layout, tensor tensor);

/* Elements of all copies; false if they are too many to count. */
bool bb_format_llama2c_tensor_elements(const bb_shape *shape, layout layout, tensor tensor,
                                       size_t *elements);

#endif

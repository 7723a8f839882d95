/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GGUF_TENSORS_H
#define GGUF_TENSORS_H

/* The list of a GGUF file's tensors. */
#include "bb_model.h"
#include "gguf_places.h"
#include "gguf_stream.h"
#include "gguf_types.h"

/* Bytes of a name, the zero byte included: GGML_MAX_NAME. */
#define GGUF_TENSOR_NAME 64

typedef struct gguf_tensor {
    char name[GGUF_TENSOR_NAME]; /* of characters that can be shown */
    const gguf_type *type;
    const gguf_place *place;
    size_t layer;
    size_t rows;
    size_t cols;    /* whole blocks of its type */
    uint64_t at;    /* in the data */
    uint64_t bytes; /* in the file */
} gguf_tensor;

/* A walk along the list. */
typedef struct gguf_walk {
    gguf_stream *stream; /* stands in front of the list */
    const bb_shape *shape;
    const bb_architecture *architecture;
    uint64_t alignment; /* of the data */
    uint64_t number;    /* of the next tensor, from 0 */
    uint64_t end;       /* of the data of the tensors before */
} gguf_walk;

/*
 * The next tensor, checked: a place that a model of this shape has, the shape that it must have
 * there, a type that is read and, of a matrix, whose weights module is installed, and data that
 * begins where that of the tensor before ends, on the next multiple of the alignment (as llama.cpp
 * has it: so none overlap). Fails with E-GGUF-TENSOR, E-GGUF-TYPE, E-WEIGHT-TYPE,
 * E-MODEL-TRUNCATED, E-FILE-READ.
 */
bb_status bb_format_gguf_next_tensor(gguf_walk *walk, gguf_tensor *tensor);

/* Rounded up to a multiple of the alignment, a power of two; UINT64_MAX if it is too large. */
uint64_t bb_format_gguf_align(uint64_t bytes, uint64_t alignment);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PACKED_PLACE_H
#define PACKED_PLACE_H

/* Kinds of tensors: what shape each must have, and where the model points to it. */
#include <stdbool.h>
#include <stddef.h>

#include "bb_model.h"

typedef struct tensor_place {
    const char *name;
    size_t rows;
    size_t cols;
    bool of_layer; /* one a layer */
    bool is_norm;  /* plain float32, pointed to by a const float *; else a bb_matrix */
    size_t member; /* offset of that in bb_layer or bb_model */
} tensor_place;

/* Of a kind as the file numbers them; name NULL if there is no such kind in a model of this shape.
 */
tensor_place bb_format_packed_place(const bb_shape *shape, size_t kind);

/* How many tensors a model of this shape has. */
size_t bb_format_packed_tensors(const bb_shape *shape);

#endif

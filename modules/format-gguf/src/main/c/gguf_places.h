/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GGUF_PLACES_H
#define GGUF_PLACES_H

/* The tensors that a model has, by their names in GGUF files: what shape each must have, and where
 * the model points to it. */
#include <stdbool.h>
#include <stddef.h>

#include "bb_architecture.h"
#include "bb_model.h"

typedef struct gguf_place {
    const char *name; /* "token_embd.weight"; of a layer's without "blk.N." */
    bool of_layer;    /* one a layer */
    bool is_matrix;   /* a bb_matrix; else floats, pointed to by a const float * */
    bool is_optional; /* all layers may lack it */
    bool is_behind;   /* a norm behind a block: of architectures with norms_behind, and no other */
    bool in_heads;    /* its rows are those of heads, which architectures with rope_halves turn */
    unsigned char rows; /* a size, as the next one: bb_format_gguf_place_size */
    unsigned char cols;
    size_t member; /* offset in bb_layer or bb_model */
} gguf_place;

/* All places, of layers or of the model. */
#define GGUF_PLACES_MOST 32
const gguf_place *bb_format_gguf_places(bool of_layer, size_t *count);

/* Whether models of an architecture have a place. */
bool bb_format_gguf_place_is_of(const gguf_place *place, const bb_architecture *architecture);

/* Rows and columns of a place in a model of this shape; a vector has one row. */
size_t bb_format_gguf_place_rows(const gguf_place *place, const bb_shape *shape);
size_t bb_format_gguf_place_cols(const gguf_place *place, const bb_shape *shape);

/* The place of a tensor with this name, which ends with a zero byte, and its layer, 0 if it has
 * none; NULL if no model has such a tensor. */
const gguf_place *bb_format_gguf_place_of(const char *name, size_t *layer);

#endif

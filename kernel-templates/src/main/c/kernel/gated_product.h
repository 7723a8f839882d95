/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GATED_PRODUCT_H
#define GATED_PRODUCT_H

/* The first half of a feed-forward network: function(W_gate x[t], W_up x[t]), as W_down takes it.
 */
#include <stdbool.h>
#include <stddef.h>

#include "forward_parts.h"

typedef struct bb_gated_product {
    bb_activations x; /* prepared for both matrices */
    bb_matrix gate;
    bb_matrix up;
    bb_gate *function;
    bool quantizes; /* the result */
} bb_gated_product;

/* Floats of scratch that one block takes. */
size_t bb_gated_block_floats(const bb_gated_product *product);

/*
 * Computes blocks [first, first + count) in `scratch`, which the result points to: quantized, or as
 * values, which of several tokens are (tokens, cols).
 */
bb_activations bb_gated_compute(const bb_gated_product *product, size_t first, size_t count,
                                float *scratch);

/*
 * All of it, as one piece of work. Overwrites the activations of `state`, `hidden` and
 * `hidden_scratch`; the result points to one of the former.
 */
bb_activations bb_multiply_gated(bb_forward_state *state, const bb_gated_product *product,
                                 const bb_layer *layer);

#endif

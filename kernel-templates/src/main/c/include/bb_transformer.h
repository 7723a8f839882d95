/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_TRANSFORMER_H
#define BB_TRANSFORMER_H

/*
 * The steps that the layers of decoder-only transformers are made of: an architecture's module puts
 * them in order. They work on the buffers of bb_forward_state, for all tokens of a batch:
 *
 *   residual   (dim)                what the layers add to
 *   normed     (dim)                input of a block's matrices, later the block's result
 *
 * None fails: what could be wrong has been checked when the model was loaded. NaN goes on to the
 * result. A token's values do not depend on the other tokens of the batch.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bb_architecture.h"
#include "bb_forward.h"
#include "bb_model.h"
#include "bb_parallel.h"

/* The tokens that go through the layers together: the rows of the buffers. */
struct bb_batch {
    bb_kernel *kernel;
    bb_forward_state *state; /* the buffers */
    bb_side *side;           /* of which it is computed; NULL if not side by side */
    const int32_t *tokens;   /* (count) */
    size_t first;            /* the first row whose queries and results are computed */
    size_t count;            /* rows, those before `first` included */
    size_t start;            /* position of row 0 */
    size_t width;            /* floats of a row of `residual` and `normed` */
};

/* The weights of a layer. */
const bb_layer *bb_batch_layer(const bb_batch *batch, size_t number);

/* normed = rmsnorm(residual) * weight (Zhang and Sennrich 2019, arXiv:1910.07467); (dim). */
void bb_batch_normalise(const bb_batch *batch, const float *weight);

/* How a layer's attention differs from that of others. */
typedef struct bb_view {
    float scale;          /* factor of query . keys: 1 / sqrt(head_size) in most models */
    float cap;            /* scores s become cap * tanh(s / cap); 0: they stay */
    size_t window;        /* positions that a token attends to, its own and those before; 0: all */
    bool rotates_locally; /* by the model's local_rope_theta, which it must have */
} bb_view;

/* The usual one: 1 / sqrt(head_size), all positions, no cap, rope_theta. */
bb_view bb_batch_view(const bb_batch *batch);

/*
 * normed = W_o (softmax(scale * query . keys) values), over the positions up to a token's own, with
 *   query, key, value = W_q normed, W_k normed, W_v normed;
 *   plus the biases that the layer has;
 *   each head's query and key normalised (Henry et al. 2020, arXiv:2010.04245), if the layer has
 *   norms for that;
 *   queries and keys rotated, on adjacent pairs (Su et al. 2021, arXiv:2104.09864).
 * Adjacent query heads share a key/value head (Ainslie et al. 2023, arXiv:2305.13245). Keys and
 * values go into the cache.
 *
 * In the last layer only the keys and values of earlier tokens are needed: from there on the
 * batch's results are those of its last row. A view's cap and window are for modules that
 * contribute the vector parts SOFT_CAP and WINDOW, without which they count for nothing.
 */
void bb_batch_attend(bb_batch *batch, size_t number, bb_view view);

/* normed = W_down (silu(W_gate normed) * W_up normed): SwiGLU (Shazeer 2020, arXiv:2002.05202). */
void bb_batch_feed_forward(const bb_batch *batch, size_t number);

/* out[i] = f(gate[i]) * up[i]; all (count), a multiple of 16. out may be gate. */
typedef void bb_gate(float *out, const float *gate, const float *up, size_t count);

/* The same with another function in place of silu. */
void bb_batch_feed_forward_with(const bb_batch *batch, size_t number, bb_gate *gate);

/* residual += normed */
void bb_batch_add_to_residual(const bb_batch *batch);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_FORWARD_H
#define BB_FORWARD_H

/*
 * The forward pass of a decoder-only transformer: embedding, layers, final norm and classifier.
 * What a layer computes is its architecture's (bb_architecture.h, bb_transformer.h). Tokens go
 * through it in batches, so that a prompt reads each weight once for many tokens.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bb_context.h"
#include "bb_status.h"

/*
 * Buffers of a batch. Each row starts on a cache line and has room for whole panels of the matrix
 * that writes it.
 */
typedef struct bb_forward_state {
    size_t batch;          /* tokens that fit */
    bool has_halves;       /* the model is small, see halves.h */
    float *residual;       /* (batch, width) */
    float *normed;         /* (batch, width) */
    float *projected;      /* (batch, projected_width): query, key, value; or those of heads */
    float *attended;       /* (batch, query_width) */
    float *hidden;         /* (batch, hidden_width): the gated product, or the same quantized */
    float *hidden_scratch; /* (2, batch, hidden blocks, 32): gate, up */
    float *values;         /* activations, see bb_activations.h: (widest, batch) */
    int8_t *quants;        /* (widest / 32, batch, 32) */
    float *scales;         /* (widest / 32, batch) */
    int32_t *sums;         /* (widest / 32, batch) */
    float *logits;         /* (vocabulary) */
    float *rope_cos; /* (1 or 2, context, head_size / 2): of rope_theta, of local_rope_theta */
    float *rope_sin; /* the same */
} bb_forward_state;

/* Arena demands: kernel contributions. */
size_t bb_forward_demand_kv(bb_kernel *kernel);
size_t bb_forward_demand_scratch(bb_kernel *kernel);
size_t bb_forward_demand_output(bb_kernel *kernel);

/* Allocates and fills what the forward pass needs. */
bb_status bb_forward_prepare(bb_kernel *kernel);

/*
 * Appends tokens to the context and computes what follows the last of them. Returns the logits,
 * (vocabulary), valid until the next call. The context must have room for the tokens, one at
 * least, and each be in the vocabulary. The result does not depend on how a text is cut into calls.
 */
float *bb_forward(bb_kernel *kernel, const int32_t *tokens, size_t count);

/* What a layer has made of a token, or the logits. */
typedef struct bb_layer_output {
    size_t layer;        /* number of the layer; `layers`: the logits */
    size_t position;     /* of the token in the context */
    bool is_last;        /* the call's last token: the only one that goes on to the logits */
    const float *values; /* (count): the residual stream (dim), or the logits (vocabulary) */
    size_t count;
} bb_layer_output;

/*
 * Hears of each layer's output, token after token; NULL when nobody listens. The last layer is
 * computed for the last token of a batch only. Set by diagnostics to find where NaNs come from.
 */
typedef void bb_forward_probe(bb_kernel *kernel, const bb_layer_output *output);

#endif

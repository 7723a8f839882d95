/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_FORWARD_H
#define BB_FORWARD_H

/*
 * The forward pass of a Llama-2 transformer: RMSNorm, RoPE on interleaved pairs, grouped-query
 * attention over the KV cache, SwiGLU (Touvron et al. 2023, arXiv:2307.09288; Shazeer 2020,
 * arXiv:2002.05202).
 */
#include <stddef.h>
#include <stdint.h>

#include "bb_context.h"
#include "bb_status.h"

typedef struct bb_forward_state {
    float *residual; /* (dim) */
    float *normed;   /* (dim) */
    float *query;    /* (heads * head_size) */
    float *attended; /* (heads * head_size) */
    float *scores;   /* (context) of one head */
    float *gate;     /* (hidden) */
    float *up;       /* (hidden) */
    float *logits;   /* (vocabulary) */
    float *rope_cos; /* (context, head_size / 2) */
    float *rope_sin; /* (context, head_size / 2) */
} bb_forward_state;

/* Arena demands: kernel contributions. */
size_t bb_forward_demand_kv(bb_kernel *kernel);
size_t bb_forward_demand_scratch(bb_kernel *kernel);
size_t bb_forward_demand_output(bb_kernel *kernel);

/* Allocates and fills what the forward pass needs. */
bb_status bb_forward_prepare(bb_kernel *kernel);

/*
 * Appends `token` to the context and computes what follows it. Returns the logits, (vocabulary),
 * valid until the next call. The context must have room and the token be in the vocabulary.
 */
float *bb_forward(bb_kernel *kernel, int32_t token);

/*
 * Called after each layer with its number and the residual stream (dim); layer == layers: the
 * logits (vocabulary). NULL when nobody listens. Set by diagnostics to find where NaNs come from.
 */
typedef void bb_forward_probe(bb_kernel *kernel, size_t layer, const float *values, size_t count);

#endif

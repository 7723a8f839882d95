/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GEMMA_STEPS_H
#define GEMMA_STEPS_H

/* What the layers of Gemma 2 and Gemma 3 have and others do not. */
#include <stdbool.h>
#include <stddef.h>

#include "bb_architecture.h"
#include "bb_transformer.h"

/* normed = rmsnorm(normed) * weight: behind a block. weight: (dim). */
void bb_gemma_normalise_behind(const bb_batch *batch, const float *weight);

/*
 * How a layer attends: with the model's cap, within its window if the layer is local. The largest
 * model, which is told by its number of layers, divides scores by sqrt(dim / heads), not by
 * sqrt(head_size): its head_size is another one (query_pre_attn_scalar of its config.json).
 */
bb_view bb_gemma_view(const bb_batch *batch, bool is_local, size_t layers_of_largest);

/* normed = W_down (gelu(W_gate normed) * W_up normed): GEGLU (Shazeer 2020, arXiv:2002.05202). */
void bb_gemma_feed_forward(const bb_batch *batch, size_t number);

/* Sets the scale of the embedding and checks caps and window. Fails with E-MODEL-CONSTANT. */
bb_status bb_gemma_complete(bb_model *model, const char *file);

/* logits = cap * tanh(logits / cap), if the model has a cap for them. */
void bb_gemma_cap_logits(const bb_model *model, float *logits);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#include "arch_gemma3.h"

#include "bb_transformer.h"
#include "gemma_steps.h"

/* Layers of the model of 27 billion parameters. */
#define LARGEST 62

/* Of the rotary embedding of local layers, in all its models. */
#define LOCAL_ROPE_THETA 10000.0f

/*
 * Gemma 3 (Gemma Team 2025, arXiv:2503.19786): as Gemma 2, with norms of each head's query and key
 * in place of the soft caps; five local layers to a global one, which turns by another base, and
 * alone by the factors for longer contexts.
 */
void bb_arch_gemma3_layer(bb_batch *batch, size_t number)
{
    const bb_layer *layer = bb_batch_layer(batch, number);
    bool is_local = number % 6 != 5;

    bb_batch_normalise(batch, layer->attention_norm);
    bb_view view = bb_gemma_view(batch, is_local, LARGEST);
    view.rotates_locally = is_local;
    bb_batch_attend(batch, number, view);
    bb_gemma_normalise_behind(batch, layer->attention_norm_behind);
    bb_batch_add_to_residual(batch);

    bb_batch_normalise(batch, layer->ffn_norm);
    bb_gemma_feed_forward(batch, number);
    bb_gemma_normalise_behind(batch, layer->ffn_norm_behind);
    bb_batch_add_to_residual(batch);
}

bb_status bb_arch_gemma3_complete(bb_model *model, const char *file)
{
    model->local_rope_theta = LOCAL_ROPE_THETA;
    return bb_gemma_complete(model, file);
}

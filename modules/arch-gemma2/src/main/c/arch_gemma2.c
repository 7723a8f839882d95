/* SPDX-License-Identifier: Apache-2.0 */
#include "arch_gemma2.h"

#include "bb_transformer.h"
#include "gemma_steps.h"

/* Layers of the model of 27 billion parameters. */
#define LARGEST 46

/* Of files that do not tell them: those of all its models. */
#define WINDOW 4096
#define ATTENTION_CAP 50.0f
#define LOGIT_CAP 30.0f

/* Gemma 2 (Gemma Team 2024, arXiv:2408.00118): norms in front of and behind each block; every
 * second layer, the first to begin with, is local. */
void bb_arch_gemma2_layer(bb_batch *batch, size_t number)
{
    const bb_layer *layer = bb_batch_layer(batch, number);
    bool is_local = number % 2 == 0;

    bb_batch_normalise(batch, layer->attention_norm);
    bb_batch_attend(batch, number, bb_gemma_view(batch, is_local, LARGEST));
    bb_gemma_normalise_behind(batch, layer->attention_norm_behind);
    bb_batch_add_to_residual(batch);

    bb_batch_normalise(batch, layer->ffn_norm);
    bb_gemma_feed_forward(batch, number);
    bb_gemma_normalise_behind(batch, layer->ffn_norm_behind);
    bb_batch_add_to_residual(batch);
}

bb_status bb_arch_gemma2_complete(bb_model *model, const char *file)
{
    model->window = model->window == 0 ? WINDOW : model->window;
    model->attention_cap = model->attention_cap == 0.0f ? ATTENTION_CAP : model->attention_cap;
    model->logit_cap = model->logit_cap == 0.0f ? LOGIT_CAP : model->logit_cap;
    return bb_gemma_complete(model, file);
}

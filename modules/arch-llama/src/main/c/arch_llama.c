/* SPDX-License-Identifier: Apache-2.0 */
#include "arch_llama.h"

#include "bb_transformer.h"

/*
 * Llama 2 and 3 (Touvron et al. 2023, arXiv:2307.09288; Grattafiori et al. 2024, arXiv:2407.21783).
 * Some models of this architecture have biases.
 */
void bb_arch_llama_layer(bb_batch *batch, size_t number)
{
    const bb_layer *layer = bb_batch_layer(batch, number);

    bb_batch_normalise(batch, layer->attention_norm);
    bb_batch_attend(batch, number, bb_batch_view(batch));
    bb_batch_add_to_residual(batch);

    bb_batch_normalise(batch, layer->ffn_norm);
    bb_batch_feed_forward(batch, number);
    bb_batch_add_to_residual(batch);
}

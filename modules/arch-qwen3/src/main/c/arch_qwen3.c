/* SPDX-License-Identifier: Apache-2.0 */
#include "arch_qwen3.h"

#include "bb_transformer.h"

/* Qwen 3, dense (Yang et al. 2025, arXiv:2505.09388): each head's query and key has a norm of its
 * own, in place of biases. */
void bb_arch_qwen3_layer(bb_batch *batch, size_t number)
{
    const bb_layer *layer = bb_batch_layer(batch, number);

    bb_batch_normalise(batch, layer->attention_norm);
    bb_batch_attend(batch, number, bb_batch_view(batch));
    bb_batch_add_to_residual(batch);

    bb_batch_normalise(batch, layer->ffn_norm);
    bb_batch_feed_forward(batch, number);
    bb_batch_add_to_residual(batch);
}

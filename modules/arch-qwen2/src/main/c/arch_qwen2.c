/* SPDX-License-Identifier: Apache-2.0 */
#include "arch_qwen2.h"

#include "bb_transformer.h"

/* Qwen 2 and 2.5 (Yang et al. 2024, arXiv:2407.10671; Qwen team 2024, arXiv:2412.15115): queries,
 * keys and values have biases. */
void bb_arch_qwen2_layer(bb_batch *batch, size_t number)
{
    const bb_layer *layer = bb_batch_layer(batch, number);

    bb_batch_normalise(batch, layer->attention_norm);
    bb_batch_attend(batch, number, bb_batch_view(batch));
    bb_batch_add_to_residual(batch);

    bb_batch_normalise(batch, layer->ffn_norm);
    bb_batch_feed_forward(batch, number);
    bb_batch_add_to_residual(batch);
}

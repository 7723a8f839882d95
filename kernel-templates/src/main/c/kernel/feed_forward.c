/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The feed-forward network of a layer: W_down function(W_gate x, W_up x).
 *
 * Usually the gated product and that of W_down are two pieces of work. In a small model W_down's
 * product has halves, see halves.h; side by side, each processor computes half of the hidden
 * vector, with its columns' product.
 */
#include "bb_config.h"
#include "bb_kernel.h"
#include "bb_parallel.h"
#include "gated_product.h"
#include "halves.h"

typedef struct half_network {
    bb_work work; /* an item is a half */
    bb_gated_product hidden;
    bb_matrix down;
} half_network;

static void run(const bb_work *work, const bb_part *part)
{
    const half_network *all = (const half_network *)work;
    size_t blocks = all->down.cols / BB_HALVES / BB_BLOCK;
    for (size_t i = 0; i < part->count; i++) {
        bb_activations hidden = bb_gated_compute(&all->hidden, (part->first + i) * blocks, blocks,
                                                 part->scratch + i * work->item_scratch);
        bb_multiply_panels(&all->down, &hidden, 0, bb_panels(all->down.rows),
                           part->out + i * work->item_floats, 0);
    }
}

static void meet_on_halves(const bb_batch *batch, const bb_gated_product *product,
                           const bb_layer *layer)
{
    bb_forward_state *state = batch->state;
    size_t blocks = layer->down.cols / BB_HALVES / BB_BLOCK;
    half_network all = {
        .work = {.run = run,
                 .items = BB_HALVES,
                 .out = state->hidden,
                 .item_floats = bb_padded(layer->down.rows),
                 .rows = 1,
                 .scratch = state->hidden_scratch,
                 .item_scratch = blocks * bb_gated_block_floats(product)},
        .hidden = *product,
        .down = layer->down,
    };
    bb_batch_meet_on_halves(batch, &all.work);
}

static void multiply_in_halves(const bb_batch *batch, const bb_gated_product *product,
                               const bb_layer *layer)
{
    if (batch->side) {
        meet_on_halves(batch, product, layer);
        return;
    }
    bb_activations hidden = bb_multiply_gated(batch->state, product, layer);
    bb_batch_multiply_halves(batch, &hidden, &layer->down);
}

void bb_batch_feed_forward_with(const bb_batch *batch, size_t number, bb_gate *function)
{
    const bb_layer *layer = bb_batch_layer(batch, number);
    bb_forward_state *state = batch->state;
    bb_rows normed =
        bb_batch_rows(batch, state->normed, batch->width, batch->kernel->model.shape.dim);
    const bb_matrix *matrices[] = {&layer->gate, &layer->up};
    bb_gated_product product = {
        .x = bb_prepare(state, &normed, matrices, 2),
        .gate = layer->gate,
        .up = layer->up,
        .function = function,
        .quantizes = bb_weight_type_of(layer->down.type)->quantized,
    };
    if (BB_PARALLEL && state->has_halves) {
        multiply_in_halves(batch, &product, layer);
        return;
    }
    bb_activations hidden = bb_multiply_gated(state, &product, layer);
    bb_multiply_prepared(state->normed + batch->first * batch->width, batch->width, &hidden,
                         (const bb_matrix *[]){&layer->down}, 1);
}

void bb_batch_feed_forward(const bb_batch *batch, size_t number)
{
    bb_batch_feed_forward_with(batch, number, bb_vector()->swiglu);
}

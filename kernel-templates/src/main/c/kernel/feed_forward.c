/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The feed-forward network of a layer: W_down function(W_gate x, W_up x).
 *
 * Usually the gated product and that of W_down are two pieces of work. In a small layer W_down's
 * product has halves, see halves.h: an item is half of the hidden vector, with its columns'
 * product.
 */
#include "bb_config.h"
#include "bb_kernel.h"
#include "bb_parallel.h"
#include "gated_product.h"
#include "halves.h"

static size_t network_bytes(const bb_layer *layer)
{
    return bb_bytes_of(&layer->gate) + bb_bytes_of(&layer->up) + bb_bytes_of(&layer->down);
}

/* Whether W_down is multiplied in halves: of whole blocks, and if the results fit into the buffers
 * of the hidden vector. */
static bool has_halves(const bb_layer *layer)
{
    const bb_matrix *down = &layer->down;
    return down->cols % (BB_HALVES * BB_BLOCK) == 0 &&
           down->cols >= BB_HALVES * bb_padded(down->rows) && bb_is_small(network_bytes(layer));
}

typedef struct half_network {
    bb_work work; /* an item is a half */
    bb_gated_product hidden;
    bb_matrix down;
} half_network;

_Static_assert(sizeof(half_network) <= BB_WORK_BYTES, "other processors get a copy");

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

/* For one token: leaves what each half gives in `hidden`. */
static float *share_halves(bb_forward_state *state, const bb_gated_product *product,
                           const bb_layer *layer)
{
    size_t blocks = layer->down.cols / BB_HALVES / BB_BLOCK;
    half_network all = {
        .work = {.run = run,
                 .bytes = sizeof all,
                 .items = BB_HALVES,
                 .item_cost = network_bytes(layer) / BB_HALVES,
                 .out = state->hidden,
                 .item_floats = bb_padded(layer->down.rows),
                 .rows = 1,
                 .scratch = state->hidden_scratch,
                 .item_scratch = blocks * bb_gated_block_floats(product)},
        .hidden = *product,
        .down = layer->down,
    };
    bb_parallel_run(&all.work);
    return state->hidden;
}

static void multiply_in_halves(const bb_batch *batch, const bb_gated_product *product,
                               const bb_layer *layer)
{
    bb_forward_state *state = &batch->kernel->forward;
    const float *halves = state->hidden_scratch;
    if (product->x.tokens == 1 && bb_parallel_processors() == BB_HALVES) {
        halves = share_halves(state, product, layer);
    } else {
        bb_activations hidden = bb_multiply_gated(state, product, layer);
        bb_multiply_halves(state->hidden_scratch, &hidden, &layer->down);
    }
    bb_batch_add_halves(batch, halves);
}

void bb_batch_feed_forward_with(const bb_batch *batch, size_t number, bb_gate *function)
{
    const bb_layer *layer = bb_batch_layer(batch, number);
    bb_forward_state *state = &batch->kernel->forward;
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
    if (BB_PARALLEL && has_halves(layer)) {
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

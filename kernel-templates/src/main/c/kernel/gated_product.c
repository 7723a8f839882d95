/* SPDX-License-Identifier: Apache-2.0 */
#include "gated_product.h"

#include "bb_bytes.h"
#include "bb_parallel.h"
#include "quantized.h"

/* Panels of a block of the result. */
enum { BLOCK_PANELS = BB_BLOCK / BB_PANEL_ROWS };

/* Bytes of weights that one block of the result takes. */
static size_t block_bytes(const bb_gated_product *product)
{
    size_t cols = product->x.cols;
    return BLOCK_PANELS *
           (bb_panel_bytes(product->gate.type, cols) + bb_panel_bytes(product->up.type, cols));
}

size_t bb_gated_block_floats(const bb_gated_product *product)
{
    return 2 * BB_BLOCK * product->x.tokens;
}

/* (tokens, width) each. What is quantized takes the place of up. */
typedef struct vectors {
    size_t width;
    float *gate;
    float *up;
} vectors;

static vectors vectors_of(const bb_gated_product *product, size_t first, size_t count,
                          float *scratch)
{
    size_t left = bb_padded(product->gate.rows) - first * BB_BLOCK;
    size_t width = count * BB_BLOCK < left ? count * BB_BLOCK : left;
    return (vectors){width, scratch, scratch + width * product->x.tokens};
}

static void multiply_both(const bb_gated_product *product, size_t first, size_t panels,
                          const vectors *to)
{
    const bb_panel_run runs[] = {{&product->gate, first, panels}, {&product->up, first, panels}};
    if (product->x.tokens == 1) {
        bb_multiply_runs(runs, 2, &product->x, to->gate, 0);
        return;
    }
    bb_multiply_runs(&runs[0], 1, &product->x, to->gate, to->width);
    bb_multiply_runs(&runs[1], 1, &product->x, to->up, to->width);
}

bb_activations bb_gated_compute(const bb_gated_product *product, size_t first, size_t count,
                                float *scratch)
{
    const bb_activations *x = &product->x;
    vectors to = vectors_of(product, first, count, scratch);
    size_t panels = to.width / BB_PANEL_ROWS;
    bb_activations out = {
        .first = first * BB_BLOCK, .cols = to.width, .tokens = x->tokens, .values = to.gate};
    multiply_both(product, first * BLOCK_PANELS, panels, &to);
    product->function(to.gate, to.gate, to.up, to.width * x->tokens);
    if (product->quantizes) {
        bb_quantize_in(to.up, &out, to.gate);
    }
    return out;
}

typedef struct gated_work {
    bb_work work; /* an item is a block of the product */
    bb_gated_product product;
    bb_quantized quantized; /* of all items; or */
    float *values;          /* (tokens, stride) */
    size_t stride;
} gated_work;

static void run(const bb_work *work, const bb_part *part)
{
    const gated_work *all = (const gated_work *)work;
    bb_gated_compute(&all->product, part->first, part->count, part->scratch);
}

static void keep(const bb_work *work, const bb_part *part)
{
    const gated_work *all = (const gated_work *)work;
    size_t tokens = all->product.x.tokens;
    vectors from = vectors_of(&all->product, part->first, part->count, part->scratch);
    if (all->product.quantizes) {
        size_t at = part->first * tokens;
        size_t blocks = part->count * tokens;
        const bb_quantized *to = &all->quantized;
        bb_quantized block = bb_quantized_in(from.up, from.width, tokens);
        memcpy(to->quants + at * BB_BLOCK, block.quants, blocks * BB_BLOCK);
        memcpy(to->scales + at, block.scales, blocks * sizeof(float));
        memcpy(to->sums + at, block.sums, blocks * sizeof(int32_t));
        return;
    }
    for (size_t token = 0; token < tokens; token++) {
        memcpy(all->values + token * all->stride + part->first * BB_BLOCK,
               from.gate + token * from.width, from.width * sizeof(float));
    }
}

bb_activations bb_multiply_gated(bb_forward_state *state, const bb_gated_product *product,
                                 const bb_layer *layer)
{
    size_t rows = product->gate.rows;
    size_t tokens = product->x.tokens;
    gated_work all = {
        .work = {.run = run,
                 .keep = keep,
                 .bytes = sizeof all,
                 .items = (rows + BB_BLOCK - 1) / BB_BLOCK,
                 .item_cost = block_bytes(product) * tokens,
                 .out = state->hidden,
                 .scratch = state->hidden_scratch,
                 .item_scratch = bb_gated_block_floats(product)},
        .product = *product,
        .quantized = bb_quantized_in(state->hidden, rows, tokens),
        .values = state->hidden,
        .stride = bb_padded(rows),
    };
    bb_parallel_run(&all.work);
    if (product->quantizes) {
        return (bb_activations){.cols = rows,
                                .tokens = tokens,
                                .quants = all.quantized.quants,
                                .scales = all.quantized.scales,
                                .sums = all.quantized.sums};
    }
    bb_rows hidden = {state->hidden, all.stride, rows, tokens};
    return bb_prepare(state, &hidden, (const bb_matrix *[]){&layer->down}, 1);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_bytes.h"
#include "bb_parallel.h"
#include "forward_parts.h"

/* Panels of an item: what a block of quantized activations is made of. */
enum { ITEM_PANELS = BB_BLOCK / BB_PANEL_ROWS };

/* Quantized activations, in a buffer that has room for as many floats. */
typedef struct quantized {
    int8_t *quants; /* (blocks, tokens, 32) */
    float *scales;  /* (blocks, tokens) */
    int32_t *sums;  /* (blocks, tokens) */
} quantized;

static quantized quantized_in(float *buffer, size_t cols, size_t tokens)
{
    size_t values = cols * tokens;
    float *scales = buffer + values / sizeof *buffer;
    return (quantized){(int8_t *)buffer, scales, (int32_t *)(scales + values / BB_BLOCK)};
}

typedef struct gated_product {
    bb_work work; /* an item is a block of the product */
    bb_activations x;
    bb_matrix gate;
    bb_matrix up;
    bb_gate *function;
    bool quantizes;
    quantized quantized; /* of all items; or */
    float *values;       /* (tokens, stride) */
    size_t stride;
} gated_product;

/* A part's scratch: (tokens, width) each. What is quantized takes the place of up. */
typedef struct vectors {
    size_t width;
    float *gate;
    float *up;
} vectors;

static size_t width_of(const gated_product *product, const bb_part *part)
{
    size_t begin = part->first * BB_BLOCK;
    size_t left = bb_padded(product->gate.rows) - begin;
    return part->count * BB_BLOCK < left ? part->count * BB_BLOCK : left;
}

static vectors vectors_of(const gated_product *product, const bb_part *part)
{
    size_t width = width_of(product, part);
    return (vectors){width, part->scratch, part->scratch + width * product->x.tokens};
}

static void run(const bb_work *work, const bb_part *part)
{
    const gated_product *product = (const gated_product *)work;
    const bb_activations *x = &product->x;
    vectors to = vectors_of(product, part);
    size_t first = part->first * ITEM_PANELS;
    size_t panels = to.width / BB_PANEL_ROWS;
    bb_multiply_panels(&product->gate, x, first, panels, to.gate, to.width);
    bb_multiply_panels(&product->up, x, first, panels, to.up, to.width);
    product->function(to.gate, to.gate, to.up, to.width * x->tokens);
    if (product->quantizes) {
        quantized out = quantized_in(to.up, to.width, x->tokens);
        bb_vector()->quantize(out.quants, out.scales, out.sums, to.gate, to.width, to.width,
                              x->tokens);
    }
}

static void keep(const bb_work *work, const bb_part *part)
{
    const gated_product *product = (const gated_product *)work;
    size_t tokens = product->x.tokens;
    vectors from = vectors_of(product, part);
    if (product->quantizes) {
        size_t at = part->first * tokens;
        size_t blocks = part->count * tokens;
        const quantized *to = &product->quantized;
        quantized block = quantized_in(from.up, from.width, tokens);
        memcpy(to->quants + at * BB_BLOCK, block.quants, blocks * BB_BLOCK);
        memcpy(to->scales + at, block.scales, blocks * sizeof(float));
        memcpy(to->sums + at, block.sums, blocks * sizeof(int32_t));
        return;
    }
    for (size_t token = 0; token < tokens; token++) {
        memcpy(product->values + token * product->stride + part->first * BB_BLOCK,
               from.gate + token * from.width, from.width * sizeof(float));
    }
}

bb_activations bb_multiply_gated(bb_forward_state *state, bb_rows x, const bb_layer *layer,
                                 bb_gate *function)
{
    const bb_matrix *matrices[] = {&layer->gate, &layer->up};
    size_t rows = layer->gate.rows;
    size_t panel_bytes =
        bb_panel_bytes(layer->gate.type, x.cols) + bb_panel_bytes(layer->up.type, x.cols);
    gated_product product = {
        .work = {.run = run,
                 .keep = keep,
                 .bytes = sizeof product,
                 .items = (rows + BB_BLOCK - 1) / BB_BLOCK,
                 .item_cost = ITEM_PANELS * panel_bytes * x.tokens,
                 .out = state->hidden,
                 .scratch = state->hidden_scratch,
                 .item_scratch = 2 * BB_BLOCK * x.tokens},
        .x = bb_prepare(state, &x, matrices, 2),
        .gate = layer->gate,
        .up = layer->up,
        .function = function,
        .quantizes = bb_weight_type_of(layer->down.type)->quantized,
        .quantized = quantized_in(state->hidden, rows, x.tokens),
        .values = state->hidden,
        .stride = bb_padded(rows),
    };
    bb_parallel_run(&product.work);
    if (product.quantizes) {
        return (bb_activations){.cols = rows,
                                .tokens = x.tokens,
                                .quants = product.quantized.quants,
                                .scales = product.quantized.scales,
                                .sums = product.quantized.sums};
    }
    bb_rows hidden = {state->hidden, product.stride, rows, x.tokens};
    return bb_prepare(state, &hidden, (const bb_matrix *[]){&layer->down}, 1);
}

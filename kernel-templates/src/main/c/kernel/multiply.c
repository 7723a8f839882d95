/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_matmul.h"
#include "bb_parallel.h"
#include "forward_parts.h"

typedef struct product {
    bb_work work; /* an item is a panel, counted through all matrices */
    bb_activations x;
    bb_matrix matrix[BB_PRODUCT_MATRICES];
    size_t count;
} product;

/* Brings the vectors into the order, or orders, that the matrices' kernels take. */
static bb_activations prepare(bb_forward_state *state, const bb_rows *x,
                              const bb_matrix *const *matrices, size_t count)
{
    bool quantized = false;
    bool floats = false;
    for (size_t i = 0; i < count; i++) {
        bool is_quantized = bb_weight_type_of(matrices[i]->type)->quantized;
        quantized |= is_quantized;
        floats |= !is_quantized;
    }
    bb_activations out = {.cols = x->cols,
                          .tokens = x->tokens,
                          .values = x->tokens == 1 ? x->data : state->values,
                          .quants = state->quants,
                          .scales = state->scales,
                          .sums = state->sums};
    if (floats && x->tokens > 1) {
        bb_vector()->interleave(state->values, x->data, x->stride, x->cols, x->tokens);
    }
    if (quantized) {
        bb_vector()->quantize(state->quants, state->scales, state->sums, x->data, x->stride,
                              x->cols, x->tokens);
    }
    return out;
}

static void run(const bb_work *work, size_t first, size_t count, float *out, size_t stride)
{
    const product *product = (const struct product *)work;
    size_t begin = 0; /* of the matrix, among the panels of all */
    for (size_t i = 0; i < product->count && count > 0; i++) {
        const bb_matrix *matrix = &product->matrix[i];
        size_t panels = bb_panels(matrix->rows);
        if (first < begin + panels) {
            size_t skipped = first - begin;
            size_t here = panels - skipped < count ? panels - skipped : count;
            const uint8_t *data = matrix->data;
            bb_matmul_run(
                matrix->type,
                &(bb_matmul_args){
                    .out = out,
                    .weights = data + skipped * bb_panel_bytes(matrix->type, matrix->cols),
                    .values = product->x.values,
                    .quants = product->x.quants,
                    .scales = product->x.scales,
                    .sums = product->x.sums,
                    .panels = here,
                    .cols = matrix->cols,
                    .tokens = product->x.tokens,
                    .out_stride = stride,
                });
            out += here * BB_PANEL_ROWS;
            first += here;
            count -= here;
        }
        begin += panels;
    }
}

void bb_multiply(bb_forward_state *state, float *out, size_t stride, bb_rows x,
                 const bb_matrix *const *matrices, size_t count)
{
    product product = {
        .work = {.run = run,
                 .bytes = sizeof product,
                 .item_cost = bb_panel_bytes(matrices[0]->type, x.cols) * x.tokens,
                 .out = out,
                 .item_floats = BB_PANEL_ROWS,
                 .rows = x.tokens,
                 .stride = stride},
        .x = prepare(state, &x, matrices, count),
        .count = count,
    };
    for (size_t i = 0; i < count; i++) {
        product.matrix[i] = *matrices[i];
        product.work.items += bb_panels(matrices[i]->rows);
    }
    bb_parallel_run(&product.work);
}

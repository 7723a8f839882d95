/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_config.h"
#include "bb_matmul.h"
#include "bb_memory.h"
#include "bb_parallel.h"
#include "forward_parts.h"

bb_activations bb_prepare(bb_forward_state *state, const bb_rows *x,
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

static void fetch(const void *from, size_t bytes)
{
    for (size_t at = 0; at < bytes; at += BB_ALIGNMENT) {
        __builtin_prefetch((const char *)from + at);
    }
}

/* One processor has written the activations: others get all lines at the same time, not one after
 * the other as their kernel comes to them. Of many tokens there are too many. */
static void fetch_activations(const bb_matrix *matrix, const bb_activations *x)
{
    if (!BB_PARALLEL || x->tokens != 1) {
        return;
    }
    if (bb_weight_type_of(matrix->type)->quantized) {
        size_t blocks = x->cols / BB_BLOCK;
        fetch(x->quants, x->cols);
        fetch(x->scales, blocks * sizeof *x->scales);
        fetch(x->sums, blocks * sizeof *x->sums);
    } else {
        fetch(x->values, x->cols * sizeof *x->values);
    }
}

/* Makes the kernel skip the columns in front of x's. */
static void skip_columns(bb_matmul_args *args, bb_dtype type, size_t columns)
{
    size_t scales = bb_scale_bytes(type, columns);
    size_t values = bb_value_bytes(type, columns);
    args->weights = (const uint8_t *)args->weights + (scales > 0 ? scales : values);
    args->quants_at += values - scales;
}

/* Calls cost nothing beside a product. */
__attribute__((noinline)) void bb_multiply_panels(const bb_matrix *matrix, const bb_activations *x,
                                                  size_t first, size_t panels, float *out,
                                                  size_t stride)
{
    size_t panel_bytes = bb_panel_bytes(matrix->type, matrix->cols);
    bb_matmul_args args = {
        .out = out,
        .weights = (const uint8_t *)matrix->data + first * panel_bytes,
        .panel_bytes = panel_bytes,
        .quants_at = bb_values_at(matrix->type, matrix->cols),
        .values = x->values,
        .quants = x->quants,
        .scales = x->scales,
        .sums = x->sums,
        .panels = panels,
        .cols = x->cols,
        .tokens = x->tokens,
        .out_stride = stride,
    };
    if (BB_PARALLEL && x->first > 0) {
        skip_columns(&args, matrix->type, x->first);
    }
    fetch_activations(matrix, x);
    bb_matmul_run(matrix->type, &args);
}

typedef struct product {
    bb_work work; /* an item is a panel, counted through all matrices */
    bb_activations x;
    bb_matrix matrix[BB_PRODUCT_MATRICES];
    size_t count;
} product;

static void run(const bb_work *work, const bb_part *part)
{
    const product *product = (const struct product *)work;
    size_t first = part->first;
    size_t count = part->count;
    float *out = part->out;
    size_t begin = 0; /* of the matrix, among the panels of all */
    for (size_t i = 0; i < product->count && count > 0; i++) {
        const bb_matrix *matrix = &product->matrix[i];
        size_t panels = bb_panels(matrix->rows);
        if (first < begin + panels) {
            size_t skipped = first - begin;
            size_t here = panels - skipped < count ? panels - skipped : count;
            bb_multiply_panels(matrix, &product->x, skipped, here, out, part->stride);
            out += here * BB_PANEL_ROWS;
            first += here;
            count -= here;
        }
        begin += panels;
    }
}

__attribute__((noinline)) void bb_multiply_prepared(float *out, size_t stride,
                                                    const bb_activations *x,
                                                    const bb_matrix *const *matrices, size_t count)
{
    product product = {
        .work = {.run = run,
                 .bytes = sizeof product,
                 .item_cost = bb_panel_bytes(matrices[0]->type, x->cols) * x->tokens,
                 .out = out,
                 .item_floats = BB_PANEL_ROWS,
                 .rows = x->tokens,
                 .stride = stride},
        .x = *x,
        .count = count,
    };
    for (size_t i = 0; i < count; i++) {
        product.matrix[i] = *matrices[i];
        product.work.items += bb_panels(matrices[i]->rows);
    }
    bb_parallel_run(&product.work);
}

void bb_multiply(bb_forward_state *state, float *out, size_t stride, bb_rows x,
                 const bb_matrix *const *matrices, size_t count)
{
    bb_activations prepared = bb_prepare(state, &x, matrices, count);
    bb_multiply_prepared(out, stride, &prepared, matrices, count);
}

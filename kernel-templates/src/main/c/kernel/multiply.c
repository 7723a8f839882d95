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
static void fetch_activations(bb_dtype type, const bb_activations *x)
{
    if (!BB_PARALLEL || x->tokens != 1) {
        return;
    }
    if (bb_weight_type_of(type)->quantized) {
        size_t blocks = x->cols / BB_BLOCK;
        fetch(x->quants, x->cols);
        fetch(x->scales, blocks * sizeof *x->scales);
        fetch(x->sums, blocks * sizeof *x->sums);
    } else {
        fetch(x->values, x->cols * sizeof *x->values);
    }
}

/* Columns of panels that lie behind each other. */
typedef struct stretch {
    const uint8_t *weights;
    size_t panel_bytes;
    size_t quants_at;
    size_t panels;
    bb_dtype type;
} stretch;

static void skip_columns(stretch *to, size_t columns)
{
    size_t scales = bb_scale_bytes(to->type, columns);
    size_t values = bb_value_bytes(to->type, columns);
    to->weights += scales > 0 ? scales : values;
    to->quants_at += values - scales;
}

/* All of a matrix, in the columns of x. */
static stretch all_of(const bb_matrix *matrix, size_t first_column)
{
    bool by_columns = BB_PARALLEL && matrix->by_columns;
    size_t cols = by_columns ? matrix->cols / 2 : matrix->cols;
    size_t panels = bb_panels(matrix->rows);
    stretch all = {matrix->data, bb_panel_bytes(matrix->type, cols),
                   bb_values_at(matrix->type, cols), panels, matrix->type};
    if (by_columns && first_column > 0) {
        all.weights += panels * all.panel_bytes;
    } else if (BB_PARALLEL && first_column > 0) {
        skip_columns(&all, first_column);
    }
    return all;
}

/* As many of a run's panels as lie behind each other. */
static stretch next_of(const bb_panel_run *run, size_t first_column)
{
    stretch next = all_of(run->matrix, first_column);
    size_t half = next.panels / 2;
    size_t first = run->first;
    next.panels = run->count;
    if (BB_PARALLEL && first >= half) {
        first += run->matrix->gap;
    } else if (BB_PARALLEL && run->matrix->gap > 0 && run->count > half - first) {
        next.panels = half - first;
    }
    next.weights += first * next.panel_bytes;
    return next;
}

/* Panels of a type that a call multiplies. */
typedef struct call {
    bb_matmul_args args;
    bb_dtype type;
} call;

static bool is_behind(const call *call, const stretch *next)
{
    const bb_matmul_args *args = &call->args;
    return args->panels > 0 && next->type == call->type && next->panel_bytes == args->panel_bytes &&
           next->weights == (const uint8_t *)args->weights + args->panels * args->panel_bytes;
}

static void finish_call(call *call, const bb_activations *x)
{
    if (call->args.panels == 0) {
        return;
    }
    fetch_activations(call->type, x);
    bb_matmul_run(call->type, &call->args);
    call->args.out += call->args.panels * BB_PANEL_ROWS;
}

/* Calls of this cost nothing beside a product. */
__attribute__((noinline)) void bb_multiply_runs(const bb_panel_run *runs, size_t count,
                                                const bb_activations *x, float *out, size_t stride)
{
    call call = {.args = {.out = out,
                          .values = x->values,
                          .quants = x->quants,
                          .scales = x->scales,
                          .sums = x->sums,
                          .cols = x->cols,
                          .tokens = x->tokens,
                          .out_stride = stride}};
    for (size_t i = 0; i < count; i++) {
        bb_panel_run left = runs[i];
        while (left.count > 0) {
            stretch next = next_of(&left, x->first);
            left.first += next.panels;
            left.count -= next.panels;
            if (is_behind(&call, &next)) {
                call.args.panels += next.panels;
                continue;
            }
            finish_call(&call, x);
            call.args.weights = next.weights;
            call.args.panel_bytes = next.panel_bytes;
            call.args.quants_at = next.quants_at;
            call.args.panels = next.panels;
            call.type = next.type;
        }
    }
    finish_call(&call, x);
}

void bb_multiply_panels(const bb_matrix *matrix, const bb_activations *x, size_t first,
                        size_t panels, float *out, size_t stride)
{
    bb_multiply_runs(&(bb_panel_run){matrix, first, panels}, 1, x, out, stride);
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
    bb_panel_run runs[BB_PRODUCT_MATRICES];
    size_t first = part->first;
    size_t end = first + part->count;
    for (size_t i = 0; i < product->count; i++) {
        size_t panels = bb_panels(product->matrix[i].rows);
        size_t begin = first < panels ? first : panels;
        size_t stop = end < panels ? end : panels;
        runs[i] = (bb_panel_run){&product->matrix[i], begin, stop - begin};
        first -= begin;
        end -= stop;
    }
    bb_multiply_runs(runs, product->count, &product->x, part->out, part->stride);
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

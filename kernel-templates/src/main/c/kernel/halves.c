/* SPDX-License-Identifier: Apache-2.0 */
#include "halves.h"

#include "bb_kernel.h"
#include "bb_parallel.h"

typedef struct halves {
    bb_work work; /* an item is a panel, counted through both halves */
    bb_activations x[BB_HALVES];
    bb_matrix matrix;
} halves;

_Static_assert(sizeof(halves) <= BB_WORK_BYTES, "other processors get a copy");

static void run(const bb_work *work, const bb_part *part)
{
    const halves *all = (const halves *)work;
    size_t panels = bb_panels(all->matrix.rows);
    float *out = part->out;
    for (size_t first = part->first, end = first + part->count; first < end;) {
        size_t half = first / panels;
        size_t stop = (half + 1) * panels < end ? (half + 1) * panels : end;
        bb_multiply_panels(&all->matrix, &all->x[half], first % panels, stop - first, out,
                           part->stride);
        out += (stop - first) * BB_PANEL_ROWS;
        first = stop;
    }
}

static bb_activations half_of(const bb_activations *x, const bb_matrix *matrix, size_t half)
{
    size_t cols = x->cols / BB_HALVES;
    size_t at = half * cols;
    bb_activations out = *x;
    out.first = half * (matrix->cols - cols);
    out.cols = cols;
    if (x->values) {
        out.values += at * x->tokens;
    }
    if (x->quants) {
        out.quants += at * x->tokens;
        out.scales += at / BB_BLOCK * x->tokens;
        out.sums += at / BB_BLOCK * x->tokens;
    }
    return out;
}

/* out[t] = (left product, right product), each padded to whole panels; out: (tokens, 2, width). */
static void multiply(float *out, const bb_activations *x, const bb_matrix *matrix)
{
    size_t width = bb_padded(matrix->rows);
    halves product = {
        .work = {.run = run,
                 .bytes = sizeof product,
                 .items = BB_HALVES * bb_panels(matrix->rows),
                 .item_cost = bb_panel_bytes(matrix->type, x->cols / BB_HALVES) * x->tokens,
                 .out = out,
                 .item_floats = BB_PANEL_ROWS,
                 .rows = x->tokens,
                 .stride = BB_HALVES * width},
        .x = {half_of(x, matrix, 0), half_of(x, matrix, 1)},
        .matrix = *matrix,
    };
    bb_parallel_run(&product.work);
}

static void add(float *restrict out, const float *restrict left, const float *restrict right,
                size_t count)
{
    for (size_t i = 0; i < count; i++) {
        out[i] = left[i] + right[i];
    }
}

/* normed = left + right; both: (tokens, width), `stride` floats from row to row. */
static void add_halves(const bb_batch *batch, const float *left, const float *right, size_t stride)
{
    for (size_t row = batch->first; row < batch->count; row++) {
        add(batch->state->normed + row * batch->width, left, right, batch->width);
        left += stride;
        right += stride;
    }
}

void bb_batch_multiply_halves(const bb_batch *batch, const bb_activations *x,
                              const bb_matrix *matrix)
{
    float *halves = batch->state->hidden_scratch;
    multiply(halves, x, matrix);
    add_halves(batch, halves, halves + batch->width, BB_HALVES * batch->width);
}

void bb_batch_meet_on_halves(const bb_batch *batch, const bb_work *work)
{
    const float *halves[BB_HALVES];
    bb_parallel_meet(batch->side, work, halves);
    add_halves(batch, halves[0], halves[1], 0);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_transformer.h"

#include "bb_kernel.h"
#include "bb_math.h"
#include "forward_parts.h"

/* Where a batch's queries, keys and values are: of row 0, `stride` floats from row to row. */
typedef struct projections {
    float *query;
    float *key;
    float *value;
    size_t stride;
} projections;

static projections projections_of(const bb_batch *batch)
{
    const bb_shape *shape = &batch->kernel->model.shape;
    size_t query_width = bb_padded(bb_shape_query_dim(shape));
    size_t key_width = bb_padded(bb_shape_kv_dim(shape));
    float *query = batch->kernel->forward.projected;
    return (projections){.query = query,
                         .key = query + query_width,
                         .value = query + query_width + key_width,
                         .stride = query_width + 2 * key_width};
}

bb_rows bb_batch_rows(const bb_batch *batch, const float *data, size_t stride, size_t cols)
{
    return (bb_rows){.data = data + batch->first * stride,
                     .stride = stride,
                     .cols = cols,
                     .tokens = batch->count - batch->first};
}

const bb_layer *bb_batch_layer(const bb_batch *batch, size_t number)
{
    return &batch->kernel->model.layer[number];
}

void bb_batch_normalise(const bb_batch *batch, const float *weight)
{
    const bb_model *model = &batch->kernel->model;
    bb_forward_state *state = &batch->kernel->forward;
    for (size_t row = batch->first; row < batch->count; row++) {
        size_t at = row * batch->width;
        bb_vector()->rmsnorm(state->normed + at, state->residual + at, weight, model->shape.dim,
                             model->norm_epsilon);
    }
}

/* Products of `normed`: the matrices' results follow each other in each row of `out`. */
static void multiply_normed(const bb_batch *batch, float *out, size_t stride,
                            const bb_matrix *const *matrices, size_t count)
{
    bb_forward_state *state = &batch->kernel->forward;
    bb_multiply(state, out + batch->first * stride, stride,
                bb_batch_rows(batch, state->normed, batch->width, batch->kernel->model.shape.dim),
                matrices, count);
}

void bb_batch_project(bb_batch *batch, size_t number)
{
    const bb_layer *layer = bb_batch_layer(batch, number);
    const bb_matrix *inputs[] = {&layer->query, &layer->key, &layer->value};
    projections to = projections_of(batch);
    bool is_last = number + 1 == batch->kernel->model.shape.layers && batch->count > 1;
    if (is_last) {
        multiply_normed(batch, to.key, to.stride, inputs + 1, 2);
        batch->first = batch->count - 1;
        multiply_normed(batch, to.query, to.stride, inputs, 1);
    } else {
        multiply_normed(batch, to.query, to.stride, inputs, 3);
    }
}

/* Adds a bias, if there is one, to the rows from `first` on. */
static void add_bias(const bb_batch *batch, size_t first, float *x, size_t stride,
                     const float *bias, size_t count)
{
    for (size_t row = first; bias && row < batch->count; row++) {
        bb_vector()->accumulate(x + row * stride, bias, count);
    }
}

void bb_batch_add_biases(const bb_batch *batch, size_t number)
{
    const bb_shape *shape = &batch->kernel->model.shape;
    const bb_layer *layer = bb_batch_layer(batch, number);
    projections to = projections_of(batch);
    size_t query_dim = bb_shape_query_dim(shape);
    size_t kv_dim = bb_shape_kv_dim(shape);
    add_bias(batch, batch->first, to.query, to.stride, layer->query_bias, query_dim);
    add_bias(batch, 0, to.key, to.stride, layer->key_bias, kv_dim);
    add_bias(batch, 0, to.value, to.stride, layer->value_bias, kv_dim);
}

/* Normalises each head, if there is a weight, of the rows from `first` on. */
static void normalise_heads(const bb_batch *batch, size_t first, float *x, size_t stride,
                            const float *weight, size_t heads)
{
    const bb_model *model = &batch->kernel->model;
    size_t size = model->shape.head_size;
    for (size_t row = first; weight && row < batch->count; row++) {
        for (size_t head = 0; head < heads; head++) {
            float *at = x + row * stride + head * size;
            bb_vector()->rmsnorm(at, at, weight, size, model->norm_epsilon);
        }
    }
}

void bb_batch_normalise_heads(const bb_batch *batch, size_t number)
{
    const bb_shape *shape = &batch->kernel->model.shape;
    const bb_layer *layer = bb_batch_layer(batch, number);
    projections to = projections_of(batch);
    normalise_heads(batch, batch->first, to.query, to.stride, layer->query_norm, shape->heads);
    normalise_heads(batch, 0, to.key, to.stride, layer->key_norm, shape->kv_heads);
}

/* `angles`: where a base's begin, in positions. */
static void rotate(const bb_batch *batch, size_t angles, size_t first, float *x, size_t stride,
                   size_t heads)
{
    const bb_forward_state *state = &batch->kernel->forward;
    size_t size = batch->kernel->model.shape.head_size;
    for (size_t row = first; row < batch->count; row++) {
        size_t angle = (angles + batch->start + row) * (size / 2);
        bb_vector()->rope(x + row * stride, heads, size, state->rope_cos + angle,
                          state->rope_sin + angle);
    }
}

static void rotate_all(const bb_batch *batch, size_t angles)
{
    const bb_shape *shape = &batch->kernel->model.shape;
    projections to = projections_of(batch);
    rotate(batch, angles, batch->first, to.query, to.stride, shape->heads);
    rotate(batch, angles, 0, to.key, to.stride, shape->kv_heads);
}

void bb_batch_rotate(const bb_batch *batch)
{
    rotate_all(batch, 0);
}

void bb_batch_rotate_locally(const bb_batch *batch)
{
    rotate_all(batch, batch->kernel->model.shape.context);
}

void bb_batch_store(const bb_batch *batch, size_t number)
{
    const bb_shape *shape = &batch->kernel->model.shape;
    bb_context *context = &batch->kernel->context;
    projections from = projections_of(batch);
    size_t size = shape->head_size;
    for (size_t head = 0; head < shape->kv_heads; head++) {
        size_t at = (number * shape->kv_heads + head) * bb_context_head_bytes(context);
        for (size_t row = 0; row < batch->count; row++) {
            size_t place = row * from.stride + head * size;
            bb_vector()->store_kv(context->keys + at, context->values + at, context->type,
                                  batch->start + row, size, from.key + place, from.value + place);
        }
    }
}

void bb_batch_attend(const bb_batch *batch, size_t number)
{
    float size = (float)batch->kernel->model.shape.head_size;
    bb_batch_attend_with(batch, number, (bb_view){.scale = 1.0f / bb_sqrtf(size)});
}

void bb_batch_attend_with(const bb_batch *batch, size_t number, bb_view view)
{
    bb_kernel *kernel = batch->kernel;
    const bb_shape *shape = &kernel->model.shape;
    projections from = projections_of(batch);
    bb_attend(&kernel->context, shape, number, view, batch->start + batch->first,
              batch->count - batch->first, from.query + batch->first * from.stride, from.stride,
              kernel->forward.attended + batch->first * bb_shape_query_dim(shape));
}

/* normed = matrix * x; x: (count, stride). */
static void multiply_to_normed(const bb_batch *batch, const bb_matrix *matrix, const float *x,
                               size_t stride)
{
    bb_forward_state *state = &batch->kernel->forward;
    bb_multiply(state, state->normed + batch->first * batch->width, batch->width,
                bb_batch_rows(batch, x, stride, matrix->cols), &matrix, 1);
}

void bb_batch_attention_out(const bb_batch *batch, size_t number)
{
    multiply_to_normed(batch, &bb_batch_layer(batch, number)->attention_out,
                       batch->kernel->forward.attended,
                       bb_shape_query_dim(&batch->kernel->model.shape));
}

void bb_batch_feed_forward(const bb_batch *batch, size_t number)
{
    bb_batch_feed_forward_with(batch, number, bb_vector()->swiglu);
}

void bb_batch_feed_forward_with(const bb_batch *batch, size_t number, bb_gate *multiply_gated)
{
    const bb_layer *layer = bb_batch_layer(batch, number);
    size_t hidden = batch->kernel->model.shape.hidden;
    size_t up = bb_padded(hidden); /* where it begins in a row */
    size_t stride = 2 * up;
    float *gates = batch->kernel->forward.hidden;
    multiply_normed(batch, gates, stride, (const bb_matrix *[]){&layer->gate, &layer->up}, 2);
    for (size_t row = batch->first; row < batch->count; row++) {
        float *gate = gates + row * stride;
        multiply_gated(gate, gate, gate + up, hidden);
    }
    multiply_to_normed(batch, &layer->down, gates, stride);
}

void bb_batch_add_to_residual(const bb_batch *batch)
{
    bb_forward_state *state = &batch->kernel->forward;
    for (size_t row = batch->first; row < batch->count; row++) {
        size_t at = row * batch->width;
        bb_vector()->accumulate(state->residual + at, state->normed + at,
                                batch->kernel->model.shape.dim);
    }
}

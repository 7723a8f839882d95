/* SPDX-License-Identifier: Apache-2.0 */
#include "attention_output.h"
#include "bb_config.h"
#include "bb_kernel.h"
#include "bb_transformer.h"
#include "forward_parts.h"
#include "head_attention.h"

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
    float *query = batch->state->projected;
    return (projections){.query = query,
                         .key = query + query_width,
                         .value = query + query_width + key_width,
                         .stride = query_width + 2 * key_width};
}

/* Products of `normed`: the matrices' results follow each other in each row of `out`. */
static __attribute__((noinline)) void multiply_normed(const bb_batch *batch, float *out,
                                                      size_t stride,
                                                      const bb_matrix *const *matrices,
                                                      size_t count)
{
    bb_forward_state *state = batch->state;
    bb_multiply(state, out + batch->first * stride, stride,
                bb_batch_rows(batch, state->normed, batch->width, batch->kernel->model.shape.dim),
                matrices, count);
}

/* In the last layer only the keys and values of earlier tokens are needed: from here on the batch's
 * results are those of its last row. */
static void project(bb_batch *batch, size_t number)
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

/* Finishes the heads of the rows from `first` on. Angles, if there are any, are those of row 0. */
static __attribute__((noinline)) void finish_rows(const bb_batch *batch, size_t first, float *x,
                                                  size_t heads, bb_finish finish)
{
    const bb_model *model = &batch->kernel->model;
    size_t size = model->shape.head_size;
    size_t stride = projections_of(batch).stride;
    for (size_t row = first; row < batch->count; row++) {
        bb_finish here = finish;
        if (finish.cos) {
            here.cos += row * (size / 2);
            here.sin += row * (size / 2);
        }
        bb_finish_heads(x + row * stride, heads, size, model->norm_epsilon, &here);
    }
}

static void finish_all(const bb_batch *batch, size_t number, bb_view view)
{
    const bb_shape *shape = &batch->kernel->model.shape;
    const bb_layer *layer = bb_batch_layer(batch, number);
    projections to = projections_of(batch);
    const float *cos = batch->state->rope_cos + bb_batch_angles(batch, view);
    const float *sin = batch->state->rope_sin + bb_batch_angles(batch, view);
    finish_rows(batch, batch->first, to.query, shape->heads,
                (bb_finish){layer->query_bias, layer->query_norm, cos, sin});
    finish_rows(batch, 0, to.key, shape->kv_heads,
                (bb_finish){layer->key_bias, layer->key_norm, cos, sin});
    finish_rows(batch, 0, to.value, shape->kv_heads, (bb_finish){.bias = layer->value_bias});
}

/* Puts keys and values into the cache. */
static void store(const bb_batch *batch, size_t number)
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

static void attend_by_heads(const bb_batch *batch, size_t number, bb_view view)
{
    bb_head_attention all = bb_head_attention_of(batch, number, view);
    if (batch->side) {
        bb_meet_on_heads(batch, &all);
    } else {
        bb_share_heads(batch, &all);
        bb_multiply_attended(batch, number);
    }
}

void bb_batch_attend(bb_batch *batch, size_t number, bb_view view)
{
    bb_kernel *kernel = batch->kernel;
    const bb_shape *shape = &kernel->model.shape;
    if (BB_PARALLEL && (batch->side || bb_attends_by_heads(batch))) {
        attend_by_heads(batch, number, view);
        return;
    }
    project(batch, number);
    finish_all(batch, number, view);
    store(batch, number);
    projections from = projections_of(batch);
    bb_attend(&kernel->context, shape, number, view, batch->start + batch->first,
              batch->count - batch->first, from.query + batch->first * from.stride, from.stride,
              batch->state->attended + batch->first * bb_shape_query_dim(shape));
    bb_multiply_attended(batch, number);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_forward.h"

#include "bb_kernel.h"
#include "bb_memory.h"
#include "bb_platform.h"
#include "forward_parts.h"

/* The tokens that go through the layers together. */
typedef struct batch {
    bb_kernel *kernel;
    const int32_t *tokens;
    size_t first; /* the first row of the buffers that is computed */
    size_t count; /* rows, those before `first` included */
    size_t start; /* position of row 0 */
    size_t width; /* floats of a row of the residual stream */
} batch;

/* A row of a buffer for each token that is computed. */
static bb_rows rows_of(const batch *batch, const float *data, size_t stride, size_t cols)
{
    return (bb_rows){.data = data + batch->first * stride,
                     .stride = stride,
                     .cols = cols,
                     .tokens = batch->count - batch->first};
}

static void embed(const batch *batch)
{
    const bb_matrix *embedding = &batch->kernel->model.embedding;
    const bb_weight_type *type = bb_weight_type_of(embedding->type);
    size_t panel_bytes = bb_panel_bytes(embedding->type, embedding->cols);
    for (size_t row = 0; row < batch->count; row++) {
        size_t token = (size_t)batch->tokens[row];
        const uint8_t *panel =
            (const uint8_t *)embedding->data + token / BB_PANEL_ROWS * panel_bytes;
        type->unpack(batch->kernel->forward.residual + row * batch->width, panel,
                     token % BB_PANEL_ROWS, embedding->cols);
    }
}

/* normed = rmsnorm(residual) */
static void normalise(const batch *batch, const float *weight)
{
    const bb_model *model = &batch->kernel->model;
    bb_forward_state *state = &batch->kernel->forward;
    for (size_t row = batch->first; row < batch->count; row++) {
        size_t at = row * batch->width;
        bb_vector()->rmsnorm(state->normed + at, state->residual + at, weight, model->shape.dim,
                             model->norm_epsilon);
    }
}

/* residual += normed */
static void add_to_residual(const batch *batch)
{
    bb_forward_state *state = &batch->kernel->forward;
    for (size_t row = batch->first; row < batch->count; row++) {
        size_t at = row * batch->width;
        bb_vector()->accumulate(state->residual + at, state->normed + at,
                                batch->kernel->model.shape.dim);
    }
}

static void rotate(const batch *batch, float *x, size_t stride, size_t heads)
{
    const bb_forward_state *state = &batch->kernel->forward;
    size_t size = batch->kernel->model.shape.head_size;
    for (size_t row = batch->first; row < batch->count; row++) {
        size_t angle = (batch->start + row) * (size / 2);
        bb_vector()->rope(x + row * stride, heads, size, state->rope_cos + angle,
                          state->rope_sin + angle);
    }
}

/* Puts the keys and values of all rows into the cache; they are `stride` floats apart. */
static void store(const batch *batch, size_t layer, const float *keys, const float *values,
                  size_t stride)
{
    const bb_shape *shape = &batch->kernel->model.shape;
    bb_context *context = &batch->kernel->context;
    size_t size = shape->head_size;
    for (size_t head = 0; head < shape->kv_heads; head++) {
        size_t at = (layer * shape->kv_heads + head) * bb_context_head_bytes(context);
        for (size_t row = 0; row < batch->count; row++) {
            size_t from = row * stride + head * size;
            bb_vector()->store_kv(context->keys + at, context->values + at, context->type,
                                  batch->start + row, size, keys + from, values + from);
        }
    }
}

/*
 * residual += W_o attention(rope(W_q n), rope(W_k n), W_v n), where n = rmsnorm(residual). In the
 * last layer only the keys and values of earlier tokens are needed: from there on the batch is its
 * last row.
 */
static void attention_block(batch *batch, size_t number)
{
    bb_kernel *kernel = batch->kernel;
    const bb_shape *shape = &kernel->model.shape;
    const bb_layer *layer = &kernel->model.layer[number];
    bb_forward_state *state = &kernel->forward;
    size_t query_width = bb_padded(layer->query.rows);
    size_t key_width = bb_padded(layer->key.rows);
    size_t stride = query_width + key_width + bb_padded(layer->value.rows);
    float *query = state->projected;
    float *key = query + query_width;
    float *value = key + key_width;
    const bb_matrix *inputs[] = {&layer->query, &layer->key, &layer->value};
    bool is_last = number + 1 == shape->layers && batch->count > 1;

    normalise(batch, layer->attention_norm);
    bb_multiply(state, is_last ? key : query, stride,
                rows_of(batch, state->normed, batch->width, shape->dim), inputs + is_last,
                is_last ? 2 : 3);
    rotate(batch, key, stride, shape->kv_heads);
    store(batch, number, key, value, stride);
    if (is_last) {
        batch->first = batch->count - 1;
        bb_multiply(state, query + batch->first * stride, stride,
                    rows_of(batch, state->normed, batch->width, shape->dim), inputs, 1);
    }
    rotate(batch, query, stride, shape->heads);

    size_t attended_width = shape->heads * shape->head_size;
    float *attended = state->attended + batch->first * attended_width;
    bb_attend(&kernel->context, shape, number, batch->start + batch->first,
              batch->count - batch->first, query + batch->first * stride, stride, attended);
    bb_multiply(state, state->normed + batch->first * batch->width, batch->width,
                rows_of(batch, state->attended, attended_width, attended_width),
                (const bb_matrix *[]){&layer->attention_out}, 1);
    add_to_residual(batch);
}

/* residual += W_down swiglu(W_gate n, W_up n), where n = rmsnorm(residual). */
static void feed_forward_block(const batch *batch, size_t number)
{
    const bb_shape *shape = &batch->kernel->model.shape;
    const bb_layer *layer = &batch->kernel->model.layer[number];
    bb_forward_state *state = &batch->kernel->forward;
    size_t up = bb_padded(shape->hidden); /* where it begins in a row */
    size_t stride = 2 * up;

    normalise(batch, layer->ffn_norm);
    bb_multiply(state, state->hidden + batch->first * stride, stride,
                rows_of(batch, state->normed, batch->width, shape->dim),
                (const bb_matrix *[]){&layer->gate, &layer->up}, 2);
    for (size_t row = batch->first; row < batch->count; row++) {
        float *gate = state->hidden + row * stride;
        bb_vector()->swiglu(gate, gate, gate + up, shape->hidden);
    }
    bb_multiply(state, state->normed + batch->first * batch->width, batch->width,
                rows_of(batch, state->hidden, stride, shape->hidden),
                (const bb_matrix *[]){&layer->down}, 1);
    add_to_residual(batch);
}

/* `is_last`: the batch is the last of its call. */
static void probe(const batch *batch, size_t layer, bool is_last)
{
    bb_kernel *kernel = batch->kernel;
    for (size_t row = batch->first; kernel->probe && row < batch->count; row++) {
        kernel->probe(kernel, &(bb_layer_output){
                                  .layer = layer,
                                  .position = batch->start + row,
                                  .is_last = is_last && row + 1 == batch->count,
                                  .values = kernel->forward.residual + row * batch->width,
                                  .count = kernel->model.shape.dim,
                              });
    }
}

/* The logits after the last row. */
static void classify(batch *batch)
{
    bb_kernel *kernel = batch->kernel;
    const bb_shape *shape = &kernel->model.shape;
    bb_forward_state *state = &kernel->forward;
    batch->first = batch->count - 1;
    normalise(batch, kernel->model.final_norm);
    bb_multiply(state, state->logits, bb_padded(shape->vocabulary),
                rows_of(batch, state->normed, batch->width, shape->dim),
                (const bb_matrix *[]){&kernel->model.classifier}, 1);
}

static void forward_batch(bb_kernel *kernel, const int32_t *tokens, size_t count, bool is_last)
{
    const bb_shape *shape = &kernel->model.shape;
    batch batch = {.kernel = kernel,
                   .tokens = tokens,
                   .count = count,
                   .start = kernel->context.length,
                   .width = bb_padded(shape->dim)};
    embed(&batch);
    /* Interrupts are held off for one layer at a time: keys and timers wait no longer than that. */
    for (size_t layer = 0; layer < shape->layers; layer++) {
        bb_platform_vector_begin();
        attention_block(&batch, layer);
        feed_forward_block(&batch, layer);
        bb_platform_vector_end();
        probe(&batch, layer, is_last);
    }
    if (is_last) {
        bb_platform_vector_begin();
        classify(&batch);
        bb_platform_vector_end();
        if (kernel->probe) {
            kernel->probe(kernel, &(bb_layer_output){
                                      .layer = shape->layers,
                                      .position = batch.start + count - 1,
                                      .is_last = true,
                                      .values = kernel->forward.logits,
                                      .count = shape->vocabulary,
                                  });
        }
    }
    for (size_t i = 0; i < count; i++) {
        bb_context_append(kernel, tokens[i]);
    }
}

float *bb_forward(bb_kernel *kernel, const int32_t *tokens, size_t count)
{
    while (count > 0) {
        size_t now = count < kernel->forward.batch ? count : kernel->forward.batch;
        forward_batch(kernel, tokens, now, now == count);
        tokens += now;
        count -= now;
    }
    return kernel->forward.logits;
}

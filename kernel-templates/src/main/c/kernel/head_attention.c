/* SPDX-License-Identifier: Apache-2.0 */
#include "head_attention.h"

#include "bb_kernel.h"

bb_heads bb_heads_in(const bb_head_attention *all, size_t first, size_t count, float *scratch)
{
    size_t floats = count * all->head_size;
    float *key = scratch + floats * all->group;
    return (bb_heads){first, count, scratch, key, key + floats, key + 2 * floats};
}

static bb_panel_run run_of(const bb_head_attention *all, const bb_projection *by, size_t first,
                           size_t count)
{
    size_t panels = all->head_size / BB_PANEL_ROWS;
    return (bb_panel_run){&by->matrix, first * panels, count * panels};
}

static void finish(const bb_head_attention *all, const bb_projection *by, size_t first,
                   size_t count, float *x)
{
    bb_finish finish = by->finish;
    if (finish.bias) {
        finish.bias += first * all->head_size;
    }
    bb_finish_heads(x, count, all->head_size, all->epsilon, &finish);
}

/* Queries, keys and values as attention takes them. */
static void project(const bb_head_attention *all, const bb_heads *heads)
{
    size_t first = heads->first;
    size_t count = heads->count;
    size_t first_query = first * all->group;
    size_t queries = count * all->group;
    size_t floats = count * all->head_size;
    const bb_panel_run runs[] = {run_of(all, &all->query, first_query, queries),
                                 run_of(all, &all->key, first, count),
                                 run_of(all, &all->value, first, count)};
    bb_multiply_runs(runs, 3, &all->x, heads->query, 0);
    finish(all, &all->query, first_query, queries, heads->query);
    finish(all, &all->key, first, count, heads->key);
    finish(all, &all->value, first, count, heads->value);
    bb_vector()->round_kv(heads->key, floats, all->type);
    bb_vector()->round_kv(heads->value, floats, all->type);
}

void bb_heads_attend(const bb_head_attention *all, const bb_heads *heads, float *out)
{
    size_t size = all->head_size;
    project(all, heads);
    for (size_t head = 0; head < heads->count; head++) {
        size_t cached = (heads->first + head) * all->head_bytes;
        bb_vector()->attend(&(bb_attention){
            .out = out + head * all->group * size,
            .query = heads->query + head * all->group * size,
            .keys = all->keys + cached,
            .values = all->values + cached,
            .tokens = 1,
            .positions = all->position + 1,
            .head_size = size,
            .group = all->group,
            .scale = all->view.scale,
            .cap = all->view.cap,
            .window = all->view.window,
            .type = all->type,
            .own_key = heads->key + head * size,
            .own_value = heads->value + head * size,
        });
    }
}

void bb_heads_store(const bb_head_attention *all, const bb_heads *heads)
{
    size_t size = all->head_size;
    for (size_t head = 0; head < heads->count; head++) {
        size_t cached = (heads->first + head) * all->head_bytes;
        bb_vector()->store_kv(all->keys + cached, all->values + cached, all->type, all->position,
                              size, heads->key + head * size, heads->value + head * size);
    }
}

static void run(const bb_work *work, const bb_part *part)
{
    const bb_head_attention *all = (const bb_head_attention *)work;
    bb_heads heads = bb_heads_in(all, part->first, part->count, part->scratch);
    bb_heads_attend(all, &heads, part->out);
}

static void keep(const bb_work *work, const bb_part *part)
{
    const bb_head_attention *all = (const bb_head_attention *)work;
    bb_heads heads = bb_heads_in(all, part->first, part->count, part->scratch);
    bb_heads_store(all, &heads);
}

bool bb_attends_by_heads(const bb_batch *batch)
{
    const bb_shape *shape = &batch->kernel->model.shape;
    size_t processors = bb_parallel_processors();
    size_t most = (shape->kv_heads + processors - 1) / processors; /* heads of a processor */
    return batch->count == 1 && processors > 1 && shape->head_size % BB_PANEL_ROWS == 0 &&
           most * processors * 8 <= shape->kv_heads * 9;
}

/* Bytes that a key/value head reads: of weights, and of the cache. */
static size_t head_cost(const bb_head_attention *all)
{
    size_t cols = all->x.cols;
    size_t panels = all->head_size / BB_PANEL_ROWS;
    return panels * (bb_panel_bytes(all->query.matrix.type, cols) * all->group +
                     bb_panel_bytes(all->key.matrix.type, cols) +
                     bb_panel_bytes(all->value.matrix.type, cols)) +
           2 * all->position * all->head_size * bb_kv_element_bytes(all->type);
}

bb_head_attention bb_head_attention_of(const bb_batch *batch, size_t number, bb_view view)
{
    bb_kernel *kernel = batch->kernel;
    const bb_shape *shape = &kernel->model.shape;
    const bb_layer *layer = &kernel->model.layer[number];
    const bb_context *context = &kernel->context;
    bb_forward_state *state = batch->state;
    const bb_matrix *inputs[] = {&layer->query, &layer->key, &layer->value};
    bb_rows normed = bb_batch_rows(batch, state->normed, batch->width, shape->dim);
    size_t head_bytes = bb_context_head_bytes(context);
    size_t first = number * shape->kv_heads * head_bytes;
    const float *cos = state->rope_cos + bb_batch_angles(batch, view);
    const float *sin = state->rope_sin + bb_batch_angles(batch, view);
    return (bb_head_attention){
        .work = {.bytes = sizeof(bb_head_attention), .rows = 1},
        .x = bb_prepare(state, &normed, inputs, 3),
        .query = {layer->query, {layer->query_bias, layer->query_norm, cos, sin}},
        .key = {layer->key, {layer->key_bias, layer->key_norm, cos, sin}},
        .value = {layer->value, {.bias = layer->value_bias}},
        .output = layer->attention_out,
        .keys = context->keys + first,
        .values = context->values + first,
        .head_bytes = head_bytes,
        .position = batch->start,
        .head_size = shape->head_size,
        .group = shape->heads / shape->kv_heads,
        .kv_heads = shape->kv_heads,
        .epsilon = kernel->model.norm_epsilon,
        .type = context->type,
        .view = view,
    };
}

void bb_share_heads(const bb_batch *batch, bb_head_attention *all)
{
    bb_forward_state *state = batch->state;
    bb_work *work = &all->work;
    work->run = run;
    work->keep = keep;
    work->items = all->kv_heads;
    work->item_cost = head_cost(all);
    work->out = state->attended;
    work->item_floats = all->group * all->head_size;
    work->scratch = state->projected;
    work->item_scratch = (all->group + 2) * all->head_size;
    bb_parallel_run(work);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_config.h"
#include "bb_kernel.h"
#include "bb_matmul.h"
#include "bb_parallel.h"
#include "forward_parts.h"

/* What makes one of query, key and value. */
typedef struct projection {
    bb_matrix matrix;
    bb_finish finish;
} projection;

typedef struct head_attention {
    bb_work work; /* an item is a key/value head, with the query heads that share it */
    bb_activations x;
    projection query;
    projection key;
    projection value;
    uint8_t *keys; /* of the layer's first head */
    uint8_t *values;
    size_t head_bytes;
    size_t position;
    size_t head_size;
    size_t group;
    float epsilon;
    bb_kv_type type;
    bb_view view;
} head_attention;

_Static_assert(sizeof(head_attention) <= BB_WORK_BYTES, "other processors get a copy");

/* A part's scratch: queries, keys and values of its heads, each kind together. */
typedef struct vectors {
    float *query; /* (count, group, head_size) */
    float *key;   /* (count, head_size) */
    float *value; /* (count, head_size) */
} vectors;

static vectors vectors_of(const head_attention *all, const bb_part *part)
{
    float *key = part->scratch + part->count * all->group * all->head_size;
    return (vectors){part->scratch, key, key + part->count * all->head_size};
}

/* Computes some heads' vectors. */
static void project(const head_attention *all, const projection *by, size_t first, size_t heads,
                    float *out)
{
    size_t size = all->head_size;
    bb_multiply_panels(&by->matrix, &all->x, first * size / BB_PANEL_ROWS,
                       heads * size / BB_PANEL_ROWS, out, 0);
    bb_finish finish = by->finish;
    if (finish.bias) {
        finish.bias += first * size;
    }
    bb_finish_heads(out, heads, size, all->epsilon, &finish);
}

/* Queries, keys and values as attention takes them. */
static vectors project_all(const head_attention *all, const bb_part *part)
{
    vectors to = vectors_of(all, part);
    size_t group = all->group;
    size_t size = all->head_size;
    project(all, &all->query, part->first * group, part->count * group, to.query);
    project(all, &all->key, part->first, part->count, to.key);
    project(all, &all->value, part->first, part->count, to.value);
    bb_vector()->round_kv(to.key, part->count * size, all->type);
    bb_vector()->round_kv(to.value, part->count * size, all->type);
    return to;
}

static void run(const bb_work *work, const bb_part *part)
{
    const head_attention *all = (const head_attention *)work;
    size_t size = all->head_size;
    vectors own = project_all(all, part);
    for (size_t head = 0; head < part->count; head++) {
        size_t cached = (part->first + head) * all->head_bytes;
        bb_vector()->attend(&(bb_attention){
            .out = part->out + head * all->group * size,
            .query = own.query + head * all->group * size,
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
            .own_key = own.key + head * size,
            .own_value = own.value + head * size,
        });
    }
}

/* Puts keys and values into the cache. */
static void keep(const bb_work *work, const bb_part *part)
{
    const head_attention *all = (const head_attention *)work;
    size_t size = all->head_size;
    vectors own = vectors_of(all, part);
    for (size_t head = 0; head < part->count; head++) {
        size_t cached = (part->first + head) * all->head_bytes;
        bb_vector()->store_kv(all->keys + cached, all->values + cached, all->type, all->position,
                              size, own.key + head * size, own.value + head * size);
    }
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
static size_t cost_of(const head_attention *all)
{
    size_t cols = all->x.cols;
    size_t panels = all->head_size / BB_PANEL_ROWS;
    return panels * (bb_panel_bytes(all->query.matrix.type, cols) * all->group +
                     bb_panel_bytes(all->key.matrix.type, cols) +
                     bb_panel_bytes(all->value.matrix.type, cols)) +
           2 * all->position * all->head_size * bb_kv_element_bytes(all->type);
}

void bb_attend_by_heads(const bb_batch *batch, size_t number, bb_view view)
{
    bb_kernel *kernel = batch->kernel;
    const bb_shape *shape = &kernel->model.shape;
    const bb_layer *layer = &kernel->model.layer[number];
    const bb_context *context = &kernel->context;
    bb_forward_state *state = &kernel->forward;
    const bb_matrix *inputs[] = {&layer->query, &layer->key, &layer->value};
    bb_rows normed = bb_batch_rows(batch, state->normed, batch->width, shape->dim);
    size_t size = shape->head_size;
    size_t group = shape->heads / shape->kv_heads;
    size_t head_bytes = bb_context_head_bytes(context);
    size_t first = number * shape->kv_heads * head_bytes;
    const float *cos = state->rope_cos + bb_batch_angles(batch, view);
    const float *sin = state->rope_sin + bb_batch_angles(batch, view);
    head_attention attention = {
        .work = {.run = run,
                 .keep = keep,
                 .bytes = sizeof attention,
                 .items = shape->kv_heads,
                 .out = state->attended,
                 .item_floats = group * size,
                 .rows = 1,
                 .stride = shape->heads * size,
                 .scratch = state->projected,
                 .item_scratch = (group + 2) * size},
        .x = bb_prepare(state, &normed, inputs, 3),
        .query = {layer->query, {layer->query_bias, layer->query_norm, cos, sin}},
        .key = {layer->key, {layer->key_bias, layer->key_norm, cos, sin}},
        .value = {layer->value, {.bias = layer->value_bias}},
        .keys = context->keys + first,
        .values = context->values + first,
        .head_bytes = head_bytes,
        .position = batch->start,
        .head_size = size,
        .group = group,
        .epsilon = kernel->model.norm_epsilon,
        .type = context->type,
        .view = view,
    };
    attention.work.item_cost = cost_of(&attention);
    bb_parallel_run(&attention.work);
}

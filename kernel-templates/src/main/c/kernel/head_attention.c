/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_bytes.h"
#include "bb_config.h"
#include "bb_kernel.h"
#include "bb_matmul.h"
#include "bb_parallel.h"
#include "forward_parts.h"
#include "halves.h"
#include "quantized.h"

/* What makes one of query, key and value. */
typedef struct projection {
    bb_matrix matrix;
    bb_finish finish;
} projection;

typedef struct head_attention {
    bb_work work; /* an item is a key/value head, with the query heads that share it, or a half */
    bb_activations x;
    projection query;
    projection key;
    projection value;
    bb_matrix output; /* of halves */
    uint8_t *keys;    /* of the layer's first head */
    uint8_t *values;
    size_t head_bytes;
    size_t position;
    size_t head_size;
    size_t group;
    size_t half_heads; /* key/value heads of a half */
    float epsilon;
    bb_kv_type type;
    bb_view view;
} head_attention;

_Static_assert(sizeof(head_attention) <= BB_WORK_BYTES, "other processors get a copy");

/* Some adjacent key/value heads, and their scratch: queries, keys and values, each kind together.
 */
typedef struct heads {
    size_t first;
    size_t count;
    float *query; /* (count, group, head_size) */
    float *key;   /* (count, head_size) */
    float *value; /* (count, head_size) */
    float *rest;  /* of the scratch */
} heads;

static heads heads_in(const head_attention *all, size_t first, size_t count, float *scratch)
{
    size_t floats = count * all->head_size;
    float *key = scratch + floats * all->group;
    return (heads){first, count, scratch, key, key + floats, key + 2 * floats};
}

/* Computes some heads' vectors. */
static void project(const head_attention *all, const projection *by, size_t first, size_t count,
                    float *out)
{
    size_t size = all->head_size;
    bb_multiply_panels(&by->matrix, &all->x, first * size / BB_PANEL_ROWS,
                       count * size / BB_PANEL_ROWS, out, 0);
    bb_finish finish = by->finish;
    if (finish.bias) {
        finish.bias += first * size;
    }
    bb_finish_heads(out, count, size, all->epsilon, &finish);
}

/* Queries, keys and values as attention takes them. */
static void project_all(const head_attention *all, const heads *heads)
{
    size_t group = all->group;
    size_t floats = heads->count * all->head_size;
    project(all, &all->query, heads->first * group, heads->count * group, heads->query);
    project(all, &all->key, heads->first, heads->count, heads->key);
    project(all, &all->value, heads->first, heads->count, heads->value);
    bb_vector()->round_kv(heads->key, floats, all->type);
    bb_vector()->round_kv(heads->value, floats, all->type);
}

/* out: (count, group, head_size) */
static void attend(const head_attention *all, const heads *heads, float *out)
{
    size_t size = all->head_size;
    project_all(all, heads);
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

/* Puts keys and values into the cache. */
static void store(const head_attention *all, const heads *heads)
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
    const head_attention *all = (const head_attention *)work;
    heads heads = heads_in(all, part->first, part->count, part->scratch);
    attend(all, &heads, part->out);
}

static void keep(const bb_work *work, const bb_part *part)
{
    const head_attention *all = (const head_attention *)work;
    heads heads = heads_in(all, part->first, part->count, part->scratch);
    store(all, &heads);
}

/* --- Halves --- */

/* The heads of a part's half i. */
static heads half_in(const head_attention *all, const bb_part *part, size_t i)
{
    return heads_in(all, (part->first + i) * all->half_heads, all->half_heads,
                    part->scratch + i * all->work.item_scratch);
}

/* What the heads of a half give, as its columns of W_o take it. */
static bb_activations attend_half(const head_attention *all, const heads *heads, size_t half)
{
    size_t used = heads->count * all->group * all->head_size;
    size_t cols = bb_attended_half(all->output.cols);
    size_t gap = cols - used; /* behind the left half, in front of the right one */
    float *attended = heads->rest;
    memset(attended + (half == 0 ? used : 0), 0, gap * sizeof *attended);
    attend(all, heads, attended + (half == 0 ? 0 : gap));
    bb_activations out = {
        .first = half * (all->output.cols - cols), .cols = cols, .tokens = 1, .values = attended};
    if (bb_weight_type_of(all->output.type)->quantized) {
        bb_quantize_in(attended + cols, &out, attended);
    }
    return out;
}

static void run_halves(const bb_work *work, const bb_part *part)
{
    const head_attention *all = (const head_attention *)work;
    for (size_t i = 0; i < part->count; i++) {
        heads heads = half_in(all, part, i);
        bb_activations attended = attend_half(all, &heads, part->first + i);
        bb_multiply_panels(&all->output, &attended, 0, bb_panels(all->output.rows),
                           part->out + i * work->item_floats, 0);
    }
}

static void keep_halves(const bb_work *work, const bb_part *part)
{
    const head_attention *all = (const head_attention *)work;
    for (size_t i = 0; i < part->count; i++) {
        heads heads = half_in(all, part, i);
        store(all, &heads);
    }
}

size_t bb_attention_half_scratch(const bb_shape *shape)
{
    size_t cols = bb_attended_half(bb_shape_query_dim(shape));
    size_t vectors = (bb_shape_query_dim(shape) + 2 * bb_shape_kv_dim(shape)) / BB_HALVES;
    return vectors + bb_padded(cols + bb_quantized_floats(cols));
}

/* --- Both --- */

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

/* All but how it is cut into items. */
static head_attention attention_of(const bb_batch *batch, size_t number, bb_view view)
{
    bb_kernel *kernel = batch->kernel;
    const bb_shape *shape = &kernel->model.shape;
    const bb_layer *layer = &kernel->model.layer[number];
    const bb_context *context = &kernel->context;
    bb_forward_state *state = &kernel->forward;
    const bb_matrix *inputs[] = {&layer->query, &layer->key, &layer->value};
    bb_rows normed = bb_batch_rows(batch, state->normed, batch->width, shape->dim);
    size_t head_bytes = bb_context_head_bytes(context);
    size_t first = number * shape->kv_heads * head_bytes;
    const float *cos = state->rope_cos + bb_batch_angles(batch, view);
    const float *sin = state->rope_sin + bb_batch_angles(batch, view);
    return (head_attention){
        .work = {.bytes = sizeof(head_attention), .rows = 1},
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
        .half_heads = shape->kv_heads / BB_HALVES,
        .epsilon = kernel->model.norm_epsilon,
        .type = context->type,
        .view = view,
    };
}

static void share_heads(const bb_batch *batch, head_attention *attention)
{
    bb_forward_state *state = &batch->kernel->forward;
    bb_work *work = &attention->work;
    work->run = run;
    work->keep = keep;
    work->items = batch->kernel->model.shape.kv_heads;
    work->item_cost = cost_of(attention);
    work->out = state->attended;
    work->item_floats = attention->group * attention->head_size;
    work->scratch = state->projected;
    work->item_scratch = (attention->group + 2) * attention->head_size;
    bb_parallel_run(work);
}

static size_t half_cost(const head_attention *attention)
{
    return cost_of(attention) * attention->half_heads +
           bb_matrix_bytes(&attention->output) / BB_HALVES;
}

static void share_halves(const bb_batch *batch, head_attention *attention)
{
    bb_forward_state *state = &batch->kernel->forward;
    bb_work *work = &attention->work;
    work->run = run_halves;
    work->keep = keep_halves;
    work->items = BB_HALVES;
    work->item_cost = half_cost(attention);
    work->out = state->hidden;
    work->item_floats = batch->width;
    work->scratch = state->hidden_scratch;
    work->item_scratch = bb_attention_half_scratch(&batch->kernel->model.shape);
    bb_parallel_run(work);
    bb_batch_add_halves(batch, state->hidden);
}

/* With a long context heads are shared one by one: that balances better, and less is done again
 * when a processor is late. */
void bb_attend_by_heads(const bb_batch *batch, size_t number, bb_view view)
{
    head_attention attention = attention_of(batch, number, view);
    if (bb_parallel_processors() == BB_HALVES && bb_is_small(BB_HALVES * half_cost(&attention)) &&
        bb_attention_has_halves(&batch->kernel->model.shape, bb_batch_layer(batch, number))) {
        share_halves(batch, &attention);
        return;
    }
    share_heads(batch, &attention);
    bb_multiply_attended(batch, number);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_parallel.h"
#include "forward_parts.h"

void bb_finish_heads(float *x, size_t heads, size_t head_size, float epsilon,
                     const bb_finish *finish)
{
    if (finish->bias) {
        bb_vector()->accumulate(x, finish->bias, heads * head_size);
    }
    for (size_t head = 0; finish->norm && head < heads; head++) {
        float *at = x + head * head_size;
        bb_vector()->rmsnorm(at, at, finish->norm, head_size, epsilon);
    }
    if (finish->cos) {
        bb_vector()->rope(x, heads, head_size, finish->cos, finish->sin);
    }
}

typedef struct attention {
    bb_work work; /* an item is a query head, a row of out is a token */
    const float *query;
    size_t query_stride;
    const uint8_t *keys; /* of the layer's first head */
    const uint8_t *values;
    size_t head_bytes;
    size_t position; /* of the first token */
    size_t head_size;
    size_t group; /* query heads that share a key/value head */
    bb_kv_type type;
    bb_view view;
} attention;

/* Adjacent query heads that share keys and values go together, and so do tokens: the cache is read
 * once for them. */
static void run(const bb_work *work, const bb_part *part)
{
    const attention *all = (const attention *)work;
    size_t size = all->head_size;
    size_t first = part->first;
    size_t count = part->count;
    float *out = part->out;
    while (count > 0) {
        size_t left = all->group - first % all->group;
        size_t heads = left < count ? left : count;
        size_t shared = first / all->group * all->head_bytes;
        bb_vector()->attend(&(bb_attention){
            .out = out,
            .query = all->query + first * size,
            .keys = all->keys + shared,
            .values = all->values + shared,
            .tokens = work->rows,
            .positions = all->position + 1,
            .head_size = size,
            .group = heads,
            .query_stride = all->query_stride,
            .out_stride = part->stride,
            .scale = all->view.scale,
            .cap = all->view.cap,
            .window = all->view.window,
            .type = all->type,
        });
        out += heads * size;
        first += heads;
        count -= heads;
    }
}

void bb_attend(const bb_context *context, const bb_shape *shape, size_t layer, bb_view view,
               size_t position, size_t tokens, const float *query, size_t query_stride, float *out)
{
    size_t size = shape->head_size;
    size_t group = shape->heads / shape->kv_heads;
    size_t head_bytes = bb_context_head_bytes(context);
    size_t first = layer * shape->kv_heads * head_bytes;
    attention attention = {
        .work = {.run = run,
                 .bytes = sizeof attention,
                 .items = shape->heads,
                 .item_cost = tokens * (position + tokens) * size * 2 *
                              bb_kv_element_bytes(context->type) / group,
                 .out = out,
                 .item_floats = size,
                 .rows = tokens,
                 .stride = shape->heads * size},
        .query = query,
        .query_stride = query_stride,
        .keys = context->keys + first,
        .values = context->values + first,
        .head_bytes = head_bytes,
        .position = position,
        .head_size = size,
        .group = group,
        .type = context->type,
        .view = view,
    };
    bb_parallel_run(&attention.work);
}

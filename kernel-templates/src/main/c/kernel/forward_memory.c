/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_config.h"
#include "bb_forward.h"
#include "bb_kernel.h"
#include "bb_memory.h"
#include "bb_parallel.h"
#include "forward_parts.h"
#include "halves.h"
#include "halves_layout.h"
#include "side_by_side.h"

const bb_error_code bb_model_constant = {
    "E-MODEL-CONSTANT",
    "Correct ropeTheta and normEpsilon of the kernel's model: llama2.c's models have 10000 and "
    "1e-5. If they are in the model's own file, it is damaged: copy it again."};

/* A buffer of the forward pass: rows x columns elements in an arena. */
typedef struct buffer {
    bb_arena_id arena;
    size_t rows;
    size_t columns;
    size_t element; /* bytes */
    void *where;    /* of the pointer to it */
} buffer;

#define SHARED_BUFFERS 6
#define STATE_BUFFERS 10
#define OTHER_BUFFERS (BB_PARALLEL ? 1 + STATE_BUFFERS : 0)
#define BUFFERS (SHARED_BUFFERS + STATE_BUFFERS + OTHER_BUFFERS)

/* No angle is then so large that bb_cos could not tell it, and none vanishes. */
#define LEAST_ROPE_FACTOR 0x1p-4f
#define GREATEST_ROPE_FACTOR 0x1p16f

static size_t greater(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* Tokens of a batch: as the option says, but no more than the context has. */
static size_t batch_of(const bb_shape *shape)
{
    size_t wanted = (size_t)BB_KERNEL_PROMPT_BATCH;
    return wanted < shape->context ? wanted : shape->context;
}

static size_t capacity_of(const bb_shape *shape)
{
    return (shape->context + BB_KEY_PANEL - 1) / BB_KEY_PANEL * BB_KEY_PANEL;
}

/* What batches of `rows` tokens are computed in. */
static void list_state(const bb_shape *shape, size_t rows, bb_forward_state *state, buffer *list)
{
    size_t query_dim = bb_shape_query_dim(shape);
    size_t width = bb_padded(shape->dim);
    size_t projected = bb_padded(query_dim) + 2 * bb_padded(bb_shape_kv_dim(shape));
    size_t hidden_blocks = (shape->hidden + BB_BLOCK - 1) / BB_BLOCK;
    size_t widest = greater(greater(shape->dim, shape->hidden), query_dim);
    size_t blocks = widest / BB_BLOCK;
    const buffer buffers[STATE_BUFFERS] = {
        {BB_ARENA_SCRATCH, rows, width, sizeof(float), &state->residual},
        {BB_ARENA_SCRATCH, rows, width, sizeof(float), &state->normed},
        {BB_ARENA_SCRATCH, rows, projected, sizeof(float), &state->projected},
        {BB_ARENA_SCRATCH, rows, query_dim, sizeof(float), &state->attended},
        {BB_ARENA_SCRATCH, rows, bb_padded(shape->hidden), sizeof(float), &state->hidden},
        {BB_ARENA_SCRATCH, rows, 2 * hidden_blocks * BB_BLOCK, sizeof(float),
         &state->hidden_scratch},
        {BB_ARENA_SCRATCH, rows, widest, sizeof(float), &state->values},
        {BB_ARENA_SCRATCH, rows, blocks * BB_BLOCK, sizeof(int8_t), &state->quants},
        {BB_ARENA_SCRATCH, rows, blocks, sizeof(float), &state->scales},
        {BB_ARENA_SCRATCH, rows, blocks, sizeof(int32_t), &state->sums},
    };
    memcpy(list, buffers, sizeof buffers);
}

/* One row, if it can be needed. */
static void list_other_side(bb_kernel *kernel, buffer *list)
{
    const bb_shape *shape = &kernel->model.shape;
    bb_forward_state *state = &kernel->other_side;
    size_t rows = bb_shape_can_have_halves(shape) ? 1 : 0;
    list_state(shape, rows, state, list);
    list[STATE_BUFFERS] = (buffer){BB_ARENA_OUTPUT, rows, bb_padded(shape->vocabulary),
                                   sizeof(float), &state->logits};
}

/* All buffers. Demand and allocation both go by this list; bb_shape_check keeps the sizes sane. */
static void list_buffers(bb_kernel *kernel, buffer list[BUFFERS])
{
    const bb_shape *shape = &kernel->model.shape;
    bb_forward_state *state = &kernel->forward;
    bb_context *context = &kernel->context;
    size_t cached = shape->layers * capacity_of(shape);
    size_t kv_dim = bb_shape_kv_dim(shape);
    size_t kv_element = bb_kv_element_bytes(bb_context_type());
    size_t pairs = shape->head_size / 2;
    size_t angles = shape->context * (kernel->model.local_rope_theta > 0.0f ? 2 : 1);
    const buffer buffers[SHARED_BUFFERS] = {
        {BB_ARENA_KV, cached, kv_dim, kv_element, &context->keys},
        {BB_ARENA_KV, cached, kv_dim, kv_element, &context->values},
        {BB_ARENA_KV, 1, shape->context, sizeof(int32_t), &context->tokens},
        {BB_ARENA_SCRATCH, angles, pairs, sizeof(float), &state->rope_cos},
        {BB_ARENA_SCRATCH, angles, pairs, sizeof(float), &state->rope_sin},
        {BB_ARENA_OUTPUT, 1, bb_padded(shape->vocabulary), sizeof(float), &state->logits},
    };
    memcpy(list, buffers, sizeof buffers);
    list_state(shape, batch_of(shape), state, list + SHARED_BUFFERS);
    if (BB_PARALLEL) {
        list_other_side(kernel, list + SHARED_BUFFERS + STATE_BUFFERS);
    }
}

/* Bytes of an allocation, or SIZE_MAX on overflow. */
static size_t bytes_of(const buffer *buffer)
{
    size_t row = 0;
    size_t total = 0;
    return bb_size_add(&row, buffer->columns, buffer->element) &&
                   bb_size_add(&total, buffer->rows, row)
               ? bb_align_up(total)
               : SIZE_MAX;
}

static size_t saturating_add(size_t a, size_t b)
{
    size_t sum;
    return __builtin_add_overflow(a, b, &sum) ? SIZE_MAX : sum;
}

__attribute__((noinline)) static size_t demand(bb_kernel *kernel, bb_arena_id arena)
{
    buffer list[BUFFERS];
    list_buffers(kernel, list);
    size_t total = 0;
    for (size_t i = 0; i < BUFFERS; i++) {
        if (list[i].arena == arena) {
            total = saturating_add(total, bytes_of(&list[i]));
        }
    }
    return total;
}

size_t bb_forward_demand_kv(bb_kernel *kernel)
{
    return demand(kernel, BB_ARENA_KV);
}

size_t bb_forward_demand_scratch(bb_kernel *kernel)
{
    return demand(kernel, BB_ARENA_SCRATCH);
}

size_t bb_forward_demand_output(bb_kernel *kernel)
{
    return demand(kernel, BB_ARENA_OUTPUT);
}

static bb_status check_constants(const bb_model *model)
{
    if (!(model->rope_theta >= 1.0f && model->rope_theta <= 1e12f)) {
        return bb_fail(&bb_model_constant,
                       "the base of the rotary embedding is %.3f, not from 1 to 1e12",
                       (double)model->rope_theta);
    }
    if (!(model->norm_epsilon > 0.0f && model->norm_epsilon < 1.0f)) {
        return bb_fail(&bb_model_constant, "the epsilon of RMSNorm is %.9f, not between 0 and 1",
                       (double)model->norm_epsilon);
    }
    const float *factors = model->rope_factors;
    for (size_t pair = 0; factors && pair < model->shape.head_size / 2; pair++) {
        if (!(factors[pair] >= LEAST_ROPE_FACTOR && factors[pair] <= GREATEST_ROPE_FACTOR)) {
            return bb_fail(&bb_model_constant, "factor %zu of the rotary embedding is %.9f",
                           pair + 1, (double)factors[pair]);
        }
    }
    return BB_OK;
}

/* What both sides read. */
static void share_tables(bb_kernel *kernel)
{
    kernel->other_side.rope_cos = kernel->forward.rope_cos;
    kernel->other_side.rope_sin = kernel->forward.rope_sin;
    kernel->other_side.has_halves = kernel->forward.has_halves;
}

bb_status bb_forward_prepare(bb_kernel *kernel)
{
    const bb_shape *shape = &kernel->model.shape;
    bb_status status = check_constants(&kernel->model);
    buffer list[BUFFERS];
    list_buffers(kernel, list);
    for (size_t i = 0; i < BUFFERS && !status; i++) {
        void *memory = bb_arena_allocate(list[i].arena, bytes_of(&list[i]), &status);
        memcpy(list[i].where, &memory, sizeof memory);
    }
    if (status) {
        return status;
    }
    bb_context *context = &kernel->context;
    context->type = bb_context_type();
    context->capacity = capacity_of(shape);
    context->heads = shape->layers * shape->kv_heads;
    context->head_size = shape->head_size;
    context->length = 0;
    kernel->forward.batch = batch_of(shape);
    kernel->forward.has_halves = BB_PARALLEL && bb_model_has_halves(&kernel->model);
    bb_rope_table(kernel->forward.rope_cos, kernel->forward.rope_sin, shape->context,
                  shape->head_size, kernel->model.rope_theta, kernel->model.rope_factors);
    if (kernel->model.local_rope_theta > 0.0f) {
        size_t local = shape->context * (shape->head_size / 2);
        bb_rope_table(kernel->forward.rope_cos + local, kernel->forward.rope_sin + local,
                      shape->context, shape->head_size, kernel->model.local_rope_theta, NULL);
    }
    if (BB_PARALLEL) {
        share_tables(kernel);
        if (kernel->forward.has_halves) {
            bb_lay_out_halves(&kernel->model, bb_parallel_processors() == BB_HALVES);
        }
    }
    return BB_OK;
}

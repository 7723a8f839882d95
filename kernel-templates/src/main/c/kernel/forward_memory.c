/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_forward.h"
#include "bb_kernel.h"
#include "bb_memory.h"
#include "forward_parts.h"

BB_ERROR(
    constant, "E-MODEL-CONSTANT",
    "Correct ropeTheta and normEpsilon of the kernel's model: llama2.c's models have 10000 and "
    "1e-5.");

/* A buffer of the forward pass: rows x columns elements of four bytes in an arena. */
typedef struct buffer {
    bb_arena_id arena;
    size_t rows;
    size_t columns;
    float **where;
} buffer;

#define BUFFERS 12

/* All buffers but the tokens, which are no floats. Demand and allocation both go by this list. */
static void list_buffers(bb_kernel *kernel, buffer list[BUFFERS])
{
    const bb_shape *shape = &kernel->model.shape;
    bb_forward_state *state = &kernel->forward;
    bb_context *context = &kernel->context;
    size_t cached = shape->layers * shape->context; /* both are checked by bb_shape_check */
    size_t kv_dim = bb_shape_kv_dim(shape);
    size_t query_dim = shape->heads * shape->head_size;
    size_t pairs = shape->head_size / 2;
    const buffer buffers[BUFFERS] = {
        {BB_ARENA_KV, cached, kv_dim, &context->keys},
        {BB_ARENA_KV, cached, kv_dim, &context->values},
        {BB_ARENA_SCRATCH, 1, shape->dim, &state->residual},
        {BB_ARENA_SCRATCH, 1, shape->dim, &state->normed},
        {BB_ARENA_SCRATCH, 1, query_dim, &state->query},
        {BB_ARENA_SCRATCH, 1, query_dim, &state->attended},
        {BB_ARENA_SCRATCH, 1, shape->context, &state->scores},
        {BB_ARENA_SCRATCH, 1, shape->hidden, &state->gate},
        {BB_ARENA_SCRATCH, 1, shape->hidden, &state->up},
        {BB_ARENA_SCRATCH, shape->context, pairs, &state->rope_cos},
        {BB_ARENA_SCRATCH, shape->context, pairs, &state->rope_sin},
        {BB_ARENA_OUTPUT, 1, shape->vocabulary, &state->logits},
    };
    memcpy(list, buffers, sizeof buffers);
}

/* Bytes of an allocation, or SIZE_MAX on overflow. */
static size_t bytes_of(size_t rows, size_t columns, size_t element)
{
    size_t row = 0;
    size_t total = 0;
    return bb_size_add(&row, columns, element) && bb_size_add(&total, rows, row)
               ? bb_align_up(total)
               : SIZE_MAX;
}

static size_t saturating_add(size_t a, size_t b)
{
    size_t sum;
    return __builtin_add_overflow(a, b, &sum) ? SIZE_MAX : sum;
}

static size_t demand(bb_kernel *kernel, bb_arena_id arena)
{
    buffer list[BUFFERS];
    list_buffers(kernel, list);
    size_t total = 0;
    for (size_t i = 0; i < BUFFERS; i++) {
        if (list[i].arena == arena) {
            size_t bytes = bytes_of(list[i].rows, list[i].columns, sizeof(float));
            total = saturating_add(total, bytes);
        }
    }
    return total;
}

size_t bb_forward_demand_kv(bb_kernel *kernel)
{
    size_t tokens = bytes_of(1, kernel->model.shape.context, sizeof(int32_t));
    return saturating_add(demand(kernel, BB_ARENA_KV), tokens);
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
        return bb_fail(&constant, "the base of the rotary embedding is %.3f, not from 1 to 1e12",
                       (double)model->rope_theta);
    }
    if (!(model->norm_epsilon > 0.0f && model->norm_epsilon < 1.0f)) {
        return bb_fail(&constant, "the epsilon of RMSNorm is %.9f, not between 0 and 1",
                       (double)model->norm_epsilon);
    }
    return BB_OK;
}

bb_status bb_forward_prepare(bb_kernel *kernel)
{
    const bb_shape *shape = &kernel->model.shape;
    bb_status status = check_constants(&kernel->model);
    buffer list[BUFFERS];
    list_buffers(kernel, list);
    for (size_t i = 0; i < BUFFERS && !status; i++) {
        size_t bytes = bytes_of(list[i].rows, list[i].columns, sizeof(float));
        *list[i].where = bb_arena_allocate(list[i].arena, bytes, &status);
    }
    if (!status) {
        kernel->context.tokens =
            bb_arena_allocate(BB_ARENA_KV, shape->context * sizeof(int32_t), &status);
    }
    if (status) {
        return status;
    }
    kernel->context.length = 0;
    bb_rope_table(kernel->forward.rope_cos, kernel->forward.rope_sin, shape->context,
                  shape->head_size, kernel->model.rope_theta);
    return BB_OK;
}

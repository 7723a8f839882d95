/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_forward.h"

#include "bb_kernel.h"
#include "bb_memory.h"
#include "bb_platform.h"
#include "forward_parts.h"

/* residual += W_o attention(rope(W_q n), rope(W_k n), W_v n), where n = rmsnorm(residual). */
static void attention_block(bb_kernel *kernel, size_t number, size_t position)
{
    const bb_shape *shape = &kernel->model.shape;
    const bb_layer *layer = &kernel->model.layer[number];
    bb_forward_state *state = &kernel->forward;
    size_t kv_dim = bb_shape_kv_dim(shape);
    size_t first = number * shape->context * kv_dim; /* the layer's part of the KV cache */
    float *key = kernel->context.keys + first + position * kv_dim;
    float *values = kernel->context.values + first;

    bb_rmsnorm(state->normed, state->residual, layer->attention_norm, shape->dim,
               kernel->model.norm_epsilon);
    bb_multiply(state->query, &layer->query, state->normed);
    bb_multiply(key, &layer->key, state->normed);
    bb_multiply(state->attended, &layer->value, state->normed);
    for (size_t i = 0; i < kv_dim; i++) {
        values[i * shape->context + position] = state->attended[i];
    }

    const float *cos = state->rope_cos + position * (shape->head_size / 2);
    const float *sin = state->rope_sin + position * (shape->head_size / 2);
    bb_rope_rotate(state->query, shape->heads, shape->head_size, cos, sin);
    bb_rope_rotate(key, shape->kv_heads, shape->head_size, cos, sin);

    bb_attend(
        &(bb_attention){
            .query = state->query,
            .keys = kernel->context.keys + first,
            .values = values,
            .positions = position + 1,
            .scores = state->scores,
            .out = state->attended,
        },
        shape);
    bb_multiply(state->normed, &layer->attention_out, state->attended);
    bb_accumulate(state->residual, state->normed, shape->dim);
}

/* residual += W_down swiglu(W_gate n, W_up n), where n = rmsnorm(residual). */
static void feed_forward_block(bb_kernel *kernel, size_t number)
{
    const bb_shape *shape = &kernel->model.shape;
    const bb_layer *layer = &kernel->model.layer[number];
    bb_forward_state *state = &kernel->forward;

    bb_rmsnorm(state->normed, state->residual, layer->ffn_norm, shape->dim,
               kernel->model.norm_epsilon);
    bb_multiply(state->gate, &layer->gate, state->normed);
    bb_multiply(state->up, &layer->up, state->normed);
    bb_swiglu(state->gate, state->up, shape->hidden);
    bb_multiply(state->normed, &layer->down, state->gate);
    bb_accumulate(state->residual, state->normed, shape->dim);
}

static void probe(bb_kernel *kernel, size_t layer, const float *values, size_t count)
{
    if (kernel->probe) {
        kernel->probe(kernel, layer, values, count);
    }
}

float *bb_forward(bb_kernel *kernel, int32_t token)
{
    const bb_shape *shape = &kernel->model.shape;
    bb_forward_state *state = &kernel->forward;
    const bb_matrix *embedding = &kernel->model.embedding;
    size_t position = kernel->context.length;

    memcpy(state->residual, (const float *)embedding->data + (size_t)token * embedding->stride,
           shape->dim * sizeof *state->residual);
    /* Interrupts are held off for one layer at a time: keys and timers wait no longer than that. */
    for (size_t layer = 0; layer < shape->layers; layer++) {
        bb_platform_vector_begin();
        attention_block(kernel, layer, position);
        feed_forward_block(kernel, layer);
        bb_platform_vector_end();
        probe(kernel, layer, state->residual, shape->dim);
    }
    bb_platform_vector_begin();
    bb_rmsnorm(state->normed, state->residual, kernel->model.final_norm, shape->dim,
               kernel->model.norm_epsilon);
    bb_multiply(state->logits, &kernel->model.classifier, state->normed);
    bb_platform_vector_end();
    probe(kernel, shape->layers, state->logits, shape->vocabulary);

    bb_context_append(kernel, token);
    return state->logits;
}

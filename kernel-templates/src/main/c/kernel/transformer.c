/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_transformer.h"

#include "bb_kernel.h"
#include "bb_math.h"
#include "forward_parts.h"

const bb_layer *bb_batch_layer(const bb_batch *batch, size_t number)
{
    return &batch->kernel->model.layer[number];
}

void bb_batch_normalise(const bb_batch *batch, const float *weight)
{
    const bb_model *model = &batch->kernel->model;
    bb_forward_state *state = batch->state;
    for (size_t row = batch->first; row < batch->count; row++) {
        size_t at = row * batch->width;
        bb_vector()->rmsnorm(state->normed + at, state->residual + at, weight, model->shape.dim,
                             model->norm_epsilon);
    }
}

bb_view bb_batch_view(const bb_batch *batch)
{
    float size = (float)batch->kernel->model.shape.head_size;
    return (bb_view){.scale = 1.0f / bb_sqrtf(size)};
}

void bb_batch_add_to_residual(const bb_batch *batch)
{
    bb_forward_state *state = batch->state;
    for (size_t row = batch->first; row < batch->count; row++) {
        size_t at = row * batch->width;
        bb_vector()->accumulate(state->residual + at, state->normed + at,
                                batch->kernel->model.shape.dim);
    }
}

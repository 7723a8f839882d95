/* SPDX-License-Identifier: Apache-2.0 */
#include "gemma_steps.h"

#include "bb_kernel.h"
#include "bb_math.h"
#include "bb_vector_set.h"

/* Caps beyond these make logits of no use, and tanh's argument one that is no number. */
#define LEAST_CAP 0x1p-10f
#define GREATEST_CAP 0x1p20f

void bb_gemma_normalise_behind(const bb_batch *batch, const float *weight)
{
    const bb_model *model = &batch->kernel->model;
    float *normed = batch->state->normed;
    for (size_t row = batch->first; row < batch->count; row++) {
        float *at = normed + row * batch->width;
        bb_vector()->rmsnorm(at, at, weight, model->shape.dim, model->norm_epsilon);
    }
}

bb_view bb_gemma_view(const bb_batch *batch, bool is_local, size_t layers_of_largest)
{
    const bb_model *model = &batch->kernel->model;
    const bb_shape *shape = &model->shape;
    bool is_largest = shape->layers == layers_of_largest;
    size_t width = is_largest ? shape->dim / shape->heads : shape->head_size;
    return (bb_view){
        .scale = 1.0f / bb_sqrtf((float)width),
        .cap = model->attention_cap,
        .window = is_local ? model->window : 0,
    };
}

void bb_gemma_feed_forward(const bb_batch *batch, size_t number)
{
    bb_batch_feed_forward_with(batch, number, bb_vector()->geglu);
}

static bb_status check_cap(float cap, const char *of, const char *file)
{
    if (cap == 0.0f || (cap >= LEAST_CAP && cap <= GREATEST_CAP)) {
        return BB_OK;
    }
    return bb_fail(&bb_model_constant, "%s: the soft cap of %s is %.9f, not from 2^-10 to 2^20",
                   file, of, (double)cap);
}

bb_status bb_gemma_complete(bb_model *model, const char *file)
{
    model->embedding_scale = bb_sqrtf((float)model->shape.dim);
    if (model->window == 0) {
        return bb_fail(&bb_model_constant, "%s: it tells no window of its local layers", file);
    }
    if (model->shape.dim < model->shape.heads) {
        return bb_fail(&bb_model_constant, "%s: it has %zu heads, but a width of %zu", file,
                       model->shape.heads, model->shape.dim);
    }
    bb_status status = check_cap(model->attention_cap, "attention", file);
    return status ? status : check_cap(model->logit_cap, "logits", file);
}

void bb_gemma_cap_logits(const bb_model *model, float *logits)
{
    if (model->logit_cap > 0.0f) {
        bb_vector()->soft_cap(logits, model->shape.vocabulary, model->logit_cap);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_forward.h"

#include "bb_config.h"
#include "bb_kernel.h"
#include "bb_memory.h"
#include "bb_platform.h"
#include "bb_transformer.h"
#include "forward_parts.h"
#include "side_by_side.h"

static void scale(float *x, size_t count, float factor)
{
    for (size_t i = 0; i < count; i++) {
        x[i] *= factor;
    }
}

void bb_batch_embed(const bb_batch *batch)
{
    const bb_model *model = &batch->kernel->model;
    const bb_matrix *embedding = &model->embedding;
    const bb_weight_type *type = bb_weight_type_of(embedding->type);
    size_t panel_bytes = bb_panel_bytes(embedding->type, embedding->cols);
    for (size_t row = 0; row < batch->count; row++) {
        size_t token = (size_t)batch->tokens[row];
        const uint8_t *panel =
            (const uint8_t *)embedding->data + token / BB_PANEL_ROWS * panel_bytes;
        float *out = batch->state->residual + row * batch->width;
        type->unpack(out, panel, token % BB_PANEL_ROWS, embedding->cols);
        if (model->embedding_scale != 1.0f) {
            scale(out, embedding->cols, model->embedding_scale);
        }
    }
}

/* `is_last`: the batch is the last of its call. */
static void probe(const bb_batch *batch, size_t layer, bool is_last)
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
static void classify(bb_batch *batch)
{
    bb_kernel *kernel = batch->kernel;
    const bb_shape *shape = &kernel->model.shape;
    bb_forward_state *state = &kernel->forward;
    batch->first = batch->count - 1;
    bb_batch_normalise(batch, kernel->model.final_norm);
    bb_multiply(state, state->logits, bb_padded(shape->vocabulary),
                bb_batch_rows(batch, state->normed, batch->width, shape->dim),
                (const bb_matrix *[]){&kernel->model.classifier}, 1);
}

/* Bytes of weights, times tokens, that take a millisecond or less. */
#define SHORT_BATCH ((uint64_t)16 << 20)

/* Interrupts are let in after each layer, so that keys and timers wait no longer than that; in a
 * short batch after all, since that takes as long as a norm. */
static void pass(bb_batch *batch, bool is_short, bool is_last)
{
    bb_kernel *kernel = batch->kernel;
    bb_batch_embed(batch);
    for (size_t layer = 0; layer < kernel->model.shape.layers; layer++) {
        kernel->model.architecture->layer(batch, layer);
        if (!is_short) {
            bb_platform_vector_end();
            probe(batch, layer, is_last);
            bb_platform_vector_begin();
        }
    }
    if (is_last) {
        classify(batch);
    }
}

static void forward_batch(bb_kernel *kernel, const int32_t *tokens, size_t count, bool is_last)
{
    const bb_shape *shape = &kernel->model.shape;
    bb_batch batch = {.kernel = kernel,
                      .state = &kernel->forward,
                      .tokens = tokens,
                      .count = count,
                      .start = kernel->context.length,
                      .width = bb_padded(shape->dim)};
    bool is_short = !kernel->probe && kernel->model.weight_bytes * count <= SHORT_BATCH;
    bb_platform_vector_begin();
    if (!BB_PARALLEL || !is_short || !is_last || !bb_pass_side_by_side(&batch)) {
        pass(&batch, is_short, is_last);
    }
    if (is_last && kernel->model.architecture->finish) {
        kernel->model.architecture->finish(&kernel->model, kernel->forward.logits);
    }
    bb_platform_vector_end();
    if (is_last && kernel->probe) {
        kernel->probe(kernel, &(bb_layer_output){
                                  .layer = shape->layers,
                                  .position = batch.start + count - 1,
                                  .is_last = true,
                                  .values = kernel->forward.logits,
                                  .count = shape->vocabulary,
                              });
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

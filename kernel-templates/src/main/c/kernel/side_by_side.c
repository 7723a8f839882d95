/* SPDX-License-Identifier: Apache-2.0 */
#include "side_by_side.h"

#include "attention_output.h"
#include "bb_bytes.h"
#include "bb_config.h"
#include "bb_kernel.h"
#include "bb_parallel.h"
#include "halves.h"

/* A classifier that takes longer is better cut finely. */
#define MOST_CLASSIFIER_BYTES ((size_t)16 << 20)

static size_t attention_bytes(const bb_layer *layer)
{
    return bb_bytes_of(&layer->query) + bb_bytes_of(&layer->key) + bb_bytes_of(&layer->value) +
           bb_bytes_of(&layer->attention_out);
}

static size_t network_bytes(const bb_layer *layer)
{
    return bb_bytes_of(&layer->gate) + bb_bytes_of(&layer->up) + bb_bytes_of(&layer->down);
}

/* If the hidden vector has halves of whole blocks, and its buffers room for the results. */
static bool network_can_have_halves(const bb_shape *shape)
{
    return shape->hidden % (BB_HALVES * BB_BLOCK) == 0 &&
           shape->hidden >= BB_HALVES * bb_padded(shape->dim);
}

bool bb_shape_can_have_halves(const bb_shape *shape)
{
    return bb_padded(shape->dim) <= BB_HALF_FLOATS && bb_attention_can_have_halves(shape) &&
           network_can_have_halves(shape);
}

bool bb_model_has_halves(const bb_model *model)
{
    bool is_small = bb_shape_can_have_halves(&model->shape);
    for (size_t i = 0; i < model->shape.layers && is_small; i++) {
        is_small = attention_bytes(&model->layer[i]) <= BB_HALVES_BYTES &&
                   network_bytes(&model->layer[i]) <= BB_HALVES_BYTES;
    }
    return is_small && bb_bytes_of(&model->classifier) <= MOST_CLASSIFIER_BYTES;
}

/* Bytes of a layer's keys and values that a token at a position reads. */
static size_t cached_bytes(const bb_kernel *kernel, size_t position)
{
    return 2 * position * bb_shape_kv_dim(&kernel->model.shape) *
           bb_kv_element_bytes(kernel->context.type);
}

typedef struct shared_logits {
    bb_work work; /* an item is what a side computes */
    bb_activations x;
    bb_matrix classifier;
    float *logits;
    float *instead; /* where the other side's part goes if this side has to compute it */
    size_t share;   /* panels of the calling side */
} shared_logits;

static size_t panels_before(const shared_logits *all, size_t side)
{
    const size_t before[] = {0, all->share, bb_panels(all->classifier.rows)};
    return before[side];
}

static void run_part(const bb_work *work, const bb_part *part)
{
    const shared_logits *all = (const shared_logits *)work;
    size_t first = panels_before(all, part->first);
    size_t end = panels_before(all, part->first + part->count);
    bool is_given_up = part->first == 1 && all->instead;
    bb_multiply_panels(&all->classifier, &all->x, first, end - first,
                       (is_given_up ? all->instead : all->logits) + first * BB_PANEL_ROWS, 0);
}

/* Both sides write to the logits. The other one may still do so when it was given up, and the
 * program will change what it finds there: then they are moved to the other side's. */
static void classify(const bb_batch *batch, bool other, float *logits)
{
    bb_kernel *kernel = batch->kernel;
    const bb_matrix *classifier = &kernel->model.classifier;
    bb_forward_state *state = batch->state;
    bb_batch_normalise(batch, kernel->model.final_norm);
    bb_rows normed = bb_batch_rows(batch, state->normed, batch->width, classifier->cols);
    shared_logits all = {.work = {.run = run_part,
                                  .items = BB_HALVES,
                                  .out = logits,
                                  .rows = 1,
                                  .scratch = state->hidden_scratch},
                         .x = bb_prepare(state, &normed, &classifier, 1),
                         .classifier = *classifier,
                         .logits = logits,
                         .instead = other ? NULL : kernel->other_side.logits,
                         .share = bb_parallel_share(batch->side, bb_panels(classifier->rows))};
    const float *halves[BB_HALVES]; /* nothing */
    if (bb_parallel_meet(batch->side, &all.work, halves)) {
        memcpy(all.instead, logits, all.share * BB_PANEL_ROWS * sizeof *logits);
        kernel->forward.logits = all.instead;
        kernel->other_side.logits = logits;
    }
}

typedef struct token_pair {
    bb_pair pair;
    bb_kernel *kernel;
    size_t position;
    size_t width;
    float *logits;
    int32_t token;
} token_pair;

_Static_assert(sizeof(token_pair) <= BB_WORK_BYTES, "the other processor gets a copy");

static void run(const bb_pair *pair, bb_side *side, bool other)
{
    const token_pair *all = (const token_pair *)pair;
    bb_kernel *kernel = all->kernel;
    bb_batch batch = {.kernel = kernel,
                      .state = other ? &kernel->other_side : &kernel->forward,
                      .side = side,
                      .tokens = &all->token,
                      .count = 1,
                      .start = all->position,
                      .width = all->width};
    bb_batch_embed(&batch);
    for (size_t layer = 0; layer < kernel->model.shape.layers; layer++) {
        kernel->model.architecture->layer(&batch, layer);
    }
    classify(&batch, other, all->logits);
}

bool bb_pass_side_by_side(const bb_batch *batch)
{
    bb_kernel *kernel = batch->kernel;
    if (batch->count != 1 || !batch->state->has_halves ||
        cached_bytes(kernel, batch->start) > BB_HALVES_BYTES) {
        return false;
    }
    const bb_layer *layer = &kernel->model.layer[0];
    size_t layer_bytes = attention_bytes(layer) + network_bytes(layer);
    token_pair all = {.pair = {.run = run, .bytes = sizeof all, .step_cost = layer_bytes / 2},
                      .kernel = kernel,
                      .position = batch->start,
                      .width = batch->width,
                      .logits = kernel->forward.logits,
                      .token = batch->tokens[0]};
    return bb_parallel_pair(&all.pair);
}

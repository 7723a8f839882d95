/* SPDX-License-Identifier: Apache-2.0 */
/* The boot step that brings model and tokenizer into memory, and its parts. */
#include "bb_boot_steps.h"
#include "bb_config.h"
#include "bb_console.h"
#include "bb_first_token.h"
#include "bb_forward.h"
#include "bb_hooks.h"
#include "bb_kernel.h"
#include "bb_memory.h"
#include "bb_model_boot.h"
#include "bb_tokenizer.h"

BB_ERROR(mismatch, "E-TOKENIZER-MISMATCH",
         "Use the tokenizer that belongs to the model: both must have the same number of tokens.");

#define MIB (1024.0 * 1024.0)

size_t bb_model_demand_weights(bb_kernel *kernel)
{
    return kernel->model.weight_bytes;
}

static bool has_vocabulary(const bb_kernel *kernel)
{
    return kernel->model.vocabulary.count > 0;
}

static bb_status load_weights(bb_kernel *kernel)
{
    bb_source *file = &kernel->model_source;
    file->arrived = bb_progress_update;
    bb_progress_begin("weights", file->size, true);
    bb_status status = bb_hooks_model_load(kernel, file);
    bb_progress_end();
    return status;
}

static bb_status load_tokenizer(bb_kernel *kernel)
{
    bb_status status = bb_tokenizer_load(kernel, &kernel->tokenizer_source);
    if (status != BB_OK)
        return status;
    size_t tokens = bb_tokenizer_size(kernel);
    if (tokens != kernel->model.shape.vocabulary)
        return bb_fail(&mismatch, "%s has %zu tokens, but the model %s has %zu",
                       has_vocabulary(kernel) ? "the vocabulary" : kernel->tokenizer_source.name,
                       tokens, kernel->model_source.name, kernel->model.shape.vocabulary);
    return BB_OK;
}

/* The context is the model's own, unless it is limited to a shorter one. */
static void limit_context(bb_model *model, size_t limit)
{
    bool is_limited = limit != 0 && limit < model->trained_context;
    model->shape.context = is_limited ? limit : model->trained_context;
}

static bb_status open_source(bb_kernel *kernel, const char *name, bb_source *out)
{
    bb_status status = bb_hooks_source_open(kernel, name, out);
    if (status != BB_OK)
        *out = (bb_source){0};
    return status;
}

static void close_source(bb_source *source)
{
    if (source->close != NULL)
        bb_source_close(source);
    *source = (bb_source){0};
}

static bb_status read_header(bb_kernel *kernel)
{
    bb_status status = bb_hooks_model_header(kernel, &kernel->model_source);
    if (status == BB_OK)
        limit_context(&kernel->model, kernel->context_limit);
    if (status == BB_OK)
        status = bb_tokenizer_choose(kernel);
    if (status == BB_OK && !has_vocabulary(kernel))
        status = open_source(kernel, kernel->tokenizer_file, &kernel->tokenizer_source);
    return status;
}

bb_status bb_model_open(bb_kernel *kernel)
{
    kernel->tokenizer_source = (bb_source){0};
    bb_status status = open_source(kernel, kernel->model_file, &kernel->model_source);
    if (status == BB_OK)
        status = read_header(kernel);
    if (status != BB_OK)
        bb_model_close(kernel);
    return status;
}

void bb_model_close(bb_kernel *kernel)
{
    close_source(&kernel->model_source);
    close_source(&kernel->tokenizer_source);
}

static void describe(const bb_kernel *kernel, uint64_t load_ns)
{
    const bb_model *model = &kernel->model;
    const bb_shape *shape = &model->shape;
    double mib = (double)kernel->model_source.size / MIB;
    const char *name = model->name[0] != 0 ? model->name : model->format;
    bb_boot_detail("%s, %.1f M parameters: %zu layers of %zu, %zu tokens, context %zu; "
                   "%.1f MiB at %.0f MiB/s",
                   name, (double)model->parameters * 1e-6, shape->layers, shape->dim,
                   shape->vocabulary, shape->context, mib,
                   mib / ((double)(load_ns > 0 ? load_ns : 1) * 1e-9));
}

/* Of a model that is open. */
static bb_status load(bb_kernel *kernel)
{
    bb_status status = bb_memory_plan(kernel);
    uint64_t begun_ns = bb_clock_ns();
    if (status == BB_OK)
        status = load_weights(kernel);
    uint64_t load_ns = bb_clock_ns() - begun_ns;
    if (status == BB_OK)
        status = load_tokenizer(kernel);
    if (status == BB_OK)
        status = bb_forward_prepare(kernel);
    if (status == BB_OK)
        describe(kernel, load_ns);
    return status;
}

bb_status bb_model_boot(bb_kernel *kernel)
{
    if (kernel->model_file == NULL) {
        kernel->model_file = BB_MODEL_FILE;
        kernel->tokenizer_file = BB_TOKENIZER_FILE;
        kernel->context_limit = (size_t)BB_KERNEL_CONTEXT;
    }
    bb_status status = bb_model_choose(kernel);
    if (status == BB_OK)
        status = bb_model_open(kernel);
    if (status != BB_OK)
        return status;
    status = load(kernel);
    bb_model_close(kernel);
    if (status == BB_OK)
        bb_first_token_ready();
    return status;
}

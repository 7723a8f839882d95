/* SPDX-License-Identifier: Apache-2.0 */
/* /model, /cpu and /memory: what the kernel runs, and on what. */
#include "bb_arenas.h"
#include "bb_config.h"
#include "bb_kernel.h"
#include "bb_memory.h"
#include "bb_model_boot.h"
#include "bb_parallel.h"
#include "bb_text.h"
#include "read_bandwidth.h"
#include "repl_commands.h"
#include "rows.h"

enum { LABELS = 10 };

bb_status bb_repl_model(bb_kernel *kernel, const char *arguments)
{
    const bb_model *model = &kernel->model;
    const bb_shape *shape = &model->shape;
    char bytes[24];
    if (*arguments != 0)
        return bb_model_change(kernel, arguments, bb_text_length(arguments));
    bool has_vocabulary = model->vocabulary.count > 0;
    bb_repl_row("file", LABELS, kernel->model_file);
    bb_repl_row("tokenizer", LABELS,
                has_vocabulary ? "in the model's file" : kernel->tokenizer_file);
    bb_repl_row_format("format", LABELS, "%s, weights in %s", model->format,
                       bb_dtype_name(model->classifier.type));
    bb_repl_row_format("parameters", LABELS, "%llu, %s of weights",
                       (unsigned long long)model->parameters,
                       bb_repl_bytes(model->weight_bytes, bytes));
    bb_repl_row_format("shape", LABELS,
                       "%zu layers of width %zu, feed-forward %zu; %zu query heads and %zu "
                       "key/value heads of %zu; %s classifier",
                       shape->layers, shape->dim, shape->hidden, shape->heads, shape->kv_heads,
                       shape->head_size, shape->shared_classifier ? "shared" : "separate");
    bb_repl_row_format("vocabulary", LABELS, "%zu tokens", shape->vocabulary);
    bb_repl_row_format("context", LABELS, "%zu positions", shape->context);
    return BB_OK;
}

static void print_features(const char *label, uint32_t features)
{
    char names[160];
    if (bb_cpu_names(features, names, sizeof names) > 0)
        bb_repl_row(label, LABELS, names);
}

static void print_bandwidth(void)
{
    char bytes[24];
    bb_read_bandwidth reading = bb_read_bandwidth_measure();
    if (reading.bytes == 0)
        return;
    bb_repl_row_format("reads", LABELS, "%.1f GB/s alone, %.1f GB/s with %zu processors, of %s",
                       reading.one_processor * 1e-9, reading.all_processors * 1e-9,
                       bb_parallel_processors(), bb_repl_bytes(reading.bytes, bytes));
}

bb_status bb_repl_cpu(bb_kernel *kernel, const char *arguments)
{
    const bb_cpu *cpu = &kernel->cpu;
    (void)arguments;
    bb_repl_row("processor", LABELS, cpu->brand);
    print_features("in CPUID", cpu->reported);
    print_features("usable", cpu->features);
    print_features("not usable", cpu->reported & ~cpu->features);
    bb_parallel_show(kernel);
    print_bandwidth();
    return BB_OK;
}

bb_status bb_repl_memory(bb_kernel *kernel, const char *arguments)
{
    bb_memory_info info;
    char total[24], free[24], largest[24];
    size_t width = bb_repl_widen(0, "machine");
    (void)kernel;
    (void)arguments;
    bb_status status = bb_platform_memory(&info);
    if (status != BB_OK)
        return status;
    for (int arena = 0; arena < BB_ARENA_COUNT; arena++)
        width = bb_repl_widen(width, bb_arena_name((bb_arena_id)arena));
    bb_repl_row_format("machine", width, "%s, of which %s are free, %s in one piece",
                       bb_repl_bytes(info.total, total), bb_repl_bytes(info.free, free),
                       bb_repl_bytes(info.largest, largest));
    for (int arena = 0; arena < BB_ARENA_COUNT; arena++) {
        const bb_arena_usage usage = bb_arena_usage_of((bb_arena_id)arena);
        bb_repl_row_format(bb_arena_name((bb_arena_id)arena), width, "%s of %s",
                           bb_repl_bytes(usage.used, free), bb_repl_bytes(usage.capacity, total));
    }
    return BB_OK;
}

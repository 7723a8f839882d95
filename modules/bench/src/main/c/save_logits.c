/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_console.h"
#include "bb_kernel.h"
#include "bb_options.h"
#include "bench.h"
#include "whole_file.h"

BB_ERROR(bad_tokens, "E-BENCH-TOKENS",
         "The file holds int32, little-endian: 1 token at least, at most the model's context, each "
         "below its vocabulary.");

static bb_status check(const bb_shape *shape, const bb_bench_file *file)
{
    const int32_t *tokens = file->bytes;
    size_t count = file->size / sizeof *tokens;
    if (file->size % sizeof *tokens != 0 || count == 0 || count > shape->context) {
        return bb_fail(&bad_tokens, "the file has %zu bytes, the context %zu positions", file->size,
                       shape->context);
    }
    for (size_t i = 0; i < count; i++) {
        if (tokens[i] < 0 || (size_t)tokens[i] >= shape->vocabulary) {
            return bb_fail(&bad_tokens, "token %zu is %d, the vocabulary has %zu", i, tokens[i],
                           shape->vocabulary);
        }
    }
    return BB_OK;
}

/* Writes (batches, vocabulary) logits to `out`. */
static void compute(bb_kernel *kernel, const int32_t *tokens, size_t count, size_t batch,
                    float *out)
{
    size_t vocabulary = kernel->model.shape.vocabulary;
    bb_context_truncate(kernel, 0);
    for (size_t i = 0; i < count; i += batch) {
        size_t now = count - i < batch ? count - i : batch;
        __builtin_memcpy(out, bb_forward(kernel, tokens + i, now), vocabulary * sizeof *out);
        out += vocabulary;
    }
    bb_context_truncate(kernel, 0);
}

/* Computes and writes the logits behind the tokens of a file that was checked. */
static bb_status save(bb_kernel *kernel, const bb_bench_file *file, const char *path)
{
    size_t batch = (size_t)bb_options.bench.batch;
    size_t count = file->size / sizeof(int32_t);
    size_t batches = count / batch + (count % batch != 0);
    size_t bytes = batches * kernel->model.shape.vocabulary * sizeof(float);
    void *logits;
    bb_status status = bb_platform_pages_allocate(bytes, &logits);
    if (status) {
        return status;
    }
    compute(kernel, file->bytes, count, batch, logits);
    status = bb_platform_file_write(path, logits, bytes);
    bb_platform_pages_free(logits, bytes);
    if (!status) {
        bb_print("logits: %zu of %zu to %s\n", batches, kernel->model.shape.vocabulary, path);
    }
    return status;
}

bb_status bb_bench_save_logits(bb_kernel *kernel, const char *arguments)
{
    char path[BB_BENCH_PATH];
    bb_bench_file file;
    bb_status status = bb_bench_path(path, arguments, ".logits");
    if (!status) {
        status = bb_bench_file_read(arguments, &file);
    }
    if (status) {
        return status;
    }
    status = check(&kernel->model.shape, &file);
    if (!status) {
        status = save(kernel, &file, path);
    }
    bb_bench_file_free(&file);
    return status;
}

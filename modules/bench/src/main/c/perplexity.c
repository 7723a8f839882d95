/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Perplexity: exp of the mean negative log-likelihood of a text's tokens, each given those before
 * it (Jelinek et al. 1977). A text that is longer than the context is cut into pieces, each of
 * which begins anew with the begin token.
 */
#include "bb_console.h"
#include "bb_generate.h"
#include "bb_kernel.h"
#include "bb_math.h"
#include "bb_tokenizer.h"
#include "bb_vector.h"
#include "bench.h"
#include "whole_file.h"

BB_ERROR(no_text, "E-BENCH-TEXT", "Give a file with text in it.");

/* -log softmax(logits)[token]. */
static double surprise(const float *logits, size_t vocabulary, int32_t token)
{
    float greatest = bb_vector_max(logits, vocabulary);
    double sum = 0.0;
    for (size_t i = 0; i < vocabulary; i++) {
        sum += (double)bb_expf(logits[i] - greatest);
    }
    return (double)bb_logf((float)sum) - (double)(logits[token] - greatest);
}

/* The surprises of a text's tokens, of which the first is the begin token. */
static double sum_of_surprises(bb_kernel *kernel, const int32_t *tokens, size_t count)
{
    const bb_shape *shape = &kernel->model.shape;
    double sum = 0.0;
    bb_context_truncate(kernel, 0);
    for (size_t i = 1; i < count; i++) {
        if (kernel->context.length == shape->context) {
            bb_context_truncate(kernel, 0);
        }
        const int32_t *before = kernel->context.length == 0 ? tokens : tokens + i - 1;
        const float *logits = bb_forward(kernel, before, 1);
        sum += surprise(logits, shape->vocabulary, tokens[i]);
        bb_progress_update(i);
    }
    bb_context_truncate(kernel, 0);
    return sum;
}

static bb_status measure(bb_kernel *kernel, const int32_t *tokens, size_t count)
{
    if (count < 2) {
        return bb_fail(&no_text, "the file has no token");
    }
    bb_progress_begin("perplexity", count - 1, false);
    double mean = sum_of_surprises(kernel, tokens, count) / (double)(count - 1);
    bb_progress_end();
    if (mean != mean) {
        return bb_fail(&bb_model_nan, "the logits behind the text's tokens are not numbers");
    }
    bb_print("perplexity: %.6f, %zu tokens, %.6f nats each\n", bb_pow(2.718281828459045, mean),
             count - 1, mean);
    return BB_OK;
}

bb_status bb_bench_perplexity(bb_kernel *kernel, const char *arguments)
{
    bb_bench_file text;
    void *tokens = NULL;
    size_t count = 0, bytes = 0;
    bb_status status = bb_bench_file_read(arguments, &text);
    if (!status && __builtin_mul_overflow(text.size + 2, sizeof(int32_t), &bytes)) {
        status = bb_fail(&no_text, "the file has %zu bytes", text.size);
    }
    if (!status) {
        status = bb_platform_pages_allocate(bytes, &tokens);
    }
    if (!status) {
        /* A byte is one token at most; the begin token and a blank may come in front. */
        status = bb_tokenizer_encode(kernel, text.bytes, text.size, BB_ENCODE_BEGIN, tokens,
                                     text.size + 2, &count);
        if (!status) {
            status = measure(kernel, tokens, count);
        }
        bb_platform_pages_free(tokens, bytes);
    }
    bb_bench_file_free(&text);
    return status;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_console.h"
#include "bb_kernel.h"
#include "bb_options.h"
#include "bench.h"

BB_ERROR(no_room, "E-BENCH-CONTEXT",
         "Measure fewer tokens: /set bench.prompt, bench.decode and bench.depth.");

/* Tokens of no meaning: what they are changes no time. Numerical Recipes' generator. */
static void fill(int32_t *tokens, size_t count, size_t vocabulary)
{
    uint32_t state = 1;
    for (size_t i = 0; i < count; i++) {
        state = state * 1664525u + 1013904223u;
        tokens[i] = (int32_t)((state >> 8) % vocabulary);
    }
}

/* In words, and with nanoseconds for programs that read it. */
static void print(const char *what, size_t count, uint64_t ns)
{
    double seconds = (double)ns * 1e-9;
    bb_print("%s: %zu tokens, %llu ns, %.1f tokens/s\n", what, count, (unsigned long long)ns,
             ns > 0 ? (double)count / seconds : 0.0);
}

static void measure_prompt(bb_kernel *kernel, const int32_t *tokens, size_t count)
{
    uint64_t start = bb_clock_ns();
    bb_forward(kernel, tokens, count);
    print("prompt", count, bb_clock_ns() - start);
    bb_context_truncate(kernel, 0);
}

static void measure_decode(bb_kernel *kernel, const int32_t *tokens, size_t count, size_t depth)
{
    if (depth > 0) {
        bb_forward(kernel, tokens, depth);
    }
    uint64_t start = bb_clock_ns();
    for (size_t i = 0; i < count; i++) {
        bb_forward(kernel, tokens + depth + i, 1);
    }
    print("decode", count, bb_clock_ns() - start);
    bb_context_truncate(kernel, 0);
}

bb_status bb_bench_speed(bb_kernel *kernel, const char *arguments)
{
    size_t prompt = (size_t)bb_options.bench.prompt;
    size_t decode = (size_t)bb_options.bench.decode;
    size_t depth = (size_t)bb_options.bench.depth;
    size_t most = prompt > decode + depth ? prompt : decode + depth;
    void *tokens;
    (void)arguments;
    if (most > kernel->model.shape.context) {
        return bb_fail(&no_room, "%zu tokens do not fit the context of %zu", most,
                       kernel->model.shape.context);
    }
    if (most == 0) {
        return BB_OK;
    }
    bb_status status = bb_platform_pages_allocate(most * sizeof(int32_t), &tokens);
    if (status) {
        return status;
    }
    fill(tokens, most, kernel->model.shape.vocabulary);
    bb_context_truncate(kernel, 0);
    if (prompt > 0) {
        measure_prompt(kernel, tokens, prompt);
    }
    if (decode > 0) {
        measure_decode(kernel, tokens, decode, depth);
    }
    bb_platform_pages_free(tokens, most * sizeof(int32_t));
    return BB_OK;
}

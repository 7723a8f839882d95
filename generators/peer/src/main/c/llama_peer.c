/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runs llama.cpp, loaded as a shared library, on one task:
 *
 *   llama_peer LIBRARY logits MODEL THREADS TOKENS OUT        logits after each token of a file
 *   llama_peer LIBRARY greedy MODEL THREADS TOKENS COUNT      the likeliest tokens that follow
 *   llama_peer LIBRARY time MODEL THREADS PROMPT DECODE DEPTH nanoseconds for a prompt, for
 *                                                             decoding behind DEPTH tokens; KiB
 *   llama_peer LIBRARY tokenize MODEL TEXT                    the tokens of a text
 *   llama_peer LIBRARY quantize TYPE COLUMNS IN OUT           rows of floats by its quantizer
 *   llama_peer LIBRARY dequantize TYPE IN OUT                 the floats of blocks
 *
 * TOKENS is a file of int32, logits and rows are files of float32, all little-endian. TYPE is
 * ggml's name of a type, in any case. What is said
 * goes to standard output; the library's errors go to standard error. Ends with 0, or with 1 and a
 * message.
 *
 * A process of its own, so that a crash of the library is an error like any other, and its peak
 * memory is its own.
 */
/* clock_gettime */
#define _POSIX_C_SOURCE 200809L
#include "llama_library.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

static struct llama_library llama;

_Noreturn static void fail(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("llama_peer: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(1);
}

/* --- Files and arguments --- */

static long number(const char *name, const char *text, long lowest, long highest)
{
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || value < lowest || value > highest)
        fail("%s is %s: give a number from %ld to %ld", name, text, lowest, highest);
    return value;
}

static void *allocate(size_t count, size_t size)
{
    void *memory = calloc(count > 0 ? count : 1, size);
    if (memory == NULL)
        fail("no memory for %zu x %zu bytes", count, size);
    return memory;
}

/* A whole file as elements of a size; *count tells how many. */
static void *read_all(const char *path, size_t size, size_t *count)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0)
        fail("%s: %s", path, strerror(errno));
    long bytes = ftell(file);
    if (bytes < 0 || (size_t)bytes % size != 0)
        fail("%s: %ld bytes are no whole number of elements", path, bytes);
    rewind(file);
    *count = (size_t)bytes / size;
    void *content = allocate(*count, size);
    if (fread(content, size, *count, file) != *count)
        fail("%s: cannot be read", path);
    fclose(file);
    return content;
}

static void write_all(FILE *file, const char *path, const void *from, size_t size, size_t count)
{
    if (fwrite(from, size, count, file) != count)
        fail("%s: cannot be written", path);
}

static FILE *create(const char *path)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        fail("%s: %s", path, strerror(errno));
    return file;
}

static void finish(FILE *file, const char *path)
{
    if (fclose(file) != 0)
        fail("%s: %s", path, strerror(errno));
}

/* --- A model and its context --- */

struct session {
    struct llama_model *model;
    struct llama_context *context;
    int32_t vocabulary;
};

/* Types of the KV cache: float32, so that only what the weights do is compared, and the default. */
enum cache { CACHE_F32 = 0, CACHE_F16 = 1 }; /* enum ggml_type */

static struct session open_session(const char *path, long threads, size_t positions,
                                   enum cache cache)
{
    struct session session;
    session.model = llama.model_load_from_file(path, llama.model_default_params());
    if (session.model == NULL)
        fail("%s: llama.cpp cannot load it", path);
    session.vocabulary = llama.vocab_n_tokens(llama.model_get_vocab(session.model));
    struct llama_context_params params = llama.context_default_params();
    params.n_ctx = (uint32_t)positions;
    params.n_batch = (uint32_t)positions;
    params.n_threads = (int32_t)threads;
    params.n_threads_batch = (int32_t)threads;
    params.type_k = (int32_t)cache;
    params.type_v = (int32_t)cache;
    session.context = llama.init_from_model(session.model, params);
    if (session.context == NULL)
        fail("%s: llama.cpp makes no context of %zu positions", path, positions);
    if (llama.n_ctx(session.context) < positions || llama.n_threads(session.context) != threads)
        fail("the library understands its parameters in another way");
    return session;
}

static void close_session(struct session session)
{
    llama.free(session.context);
    llama.model_free(session.model);
}

static void check_tokens(struct session session, const char *path, const int32_t *tokens,
                         size_t count)
{
    if (count == 0)
        fail("%s: no tokens", path);
    for (size_t i = 0; i < count; i++) {
        if (tokens[i] < 0 || tokens[i] >= session.vocabulary)
            fail("%s: token %d is not in the vocabulary of %d", path, tokens[i],
                 session.vocabulary);
    }
}

/* Appends tokens; logits come after the last one. */
static void append(struct session session, const int32_t *tokens, size_t count)
{
    int32_t code =
        llama.decode(session.context, llama.batch_get_one((int32_t *)tokens, (int32_t)count));
    if (code != 0)
        fail("llama_decode of %zu tokens returns %d", count, code);
}

static int32_t likeliest(const float *logits, int32_t count)
{
    int32_t best = 0;
    for (int32_t i = 1; i < count; i++) {
        if (logits[i] > logits[best])
            best = i;
    }
    return best;
}

/* --- The tasks --- */

static void write_logits(const char *model, long threads, const char *tokens_path, const char *out)
{
    size_t count;
    int32_t *tokens = read_all(tokens_path, sizeof *tokens, &count);
    struct session session = open_session(model, threads, count, CACHE_F32);
    check_tokens(session, tokens_path, tokens, count);
    struct llama_batch batch = llama.batch_init((int32_t)count, 0, 1);
    batch.n_tokens = (int32_t)count;
    for (size_t i = 0; i < count; i++) {
        batch.token[i] = tokens[i];
        batch.pos[i] = (int32_t)i;
        batch.n_seq_id[i] = 1;
        batch.seq_id[i][0] = 0;
        batch.logits[i] = 1;
    }
    int32_t code = llama.decode(session.context, batch);
    if (code != 0)
        fail("llama_decode of %zu tokens returns %d", count, code);
    FILE *file = create(out);
    for (size_t i = 0; i < count; i++) {
        write_all(file, out, llama.get_logits_ith(session.context, (int32_t)i), sizeof(float),
                  (size_t)session.vocabulary);
    }
    finish(file, out);
    llama.batch_free(batch);
    close_session(session);
    free(tokens);
    printf("logits %zu %d\n", count, session.vocabulary);
}

static void continue_greedily(const char *model, long threads, const char *path, size_t wanted)
{
    size_t count;
    int32_t *tokens = read_all(path, sizeof *tokens, &count);
    struct session session = open_session(model, threads, count + wanted, CACHE_F32);
    check_tokens(session, path, tokens, count);
    append(session, tokens, count);
    printf("tokens");
    for (size_t i = 0; i < wanted; i++) {
        int32_t next = likeliest(llama.get_logits_ith(session.context, -1), session.vocabulary);
        printf(" %d", next);
        append(session, &next, 1);
    }
    printf("\n");
    close_session(session);
    free(tokens);
}

static void tokenize(const char *path, const char *text)
{
    enum { ADDED = 8 }; /* more than the tokens that begin and end a text */
    struct llama_model_params params = llama.model_default_params();
    params.vocab_only = true;
    struct llama_model *model = llama.model_load_from_file(path, params);
    if (model == NULL)
        fail("%s: llama.cpp cannot load it", path);
    size_t most = strlen(text) + ADDED;
    int32_t *tokens = allocate(most, sizeof *tokens);
    int32_t count = llama.tokenize(llama.model_get_vocab(model), text, (int32_t)strlen(text),
                                   tokens, (int32_t)most, true, false);
    if (count < 0)
        fail("llama_tokenize returns %d", count);
    printf("tokens");
    for (int32_t i = 0; i < count; i++)
        printf(" %d", tokens[i]);
    printf("\n");
    free(tokens);
    llama.model_free(model);
}

static uint64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

/* Numerical Recipes' generator; what tokens are fed changes no time. */
static int32_t random_token(uint32_t *state, int32_t vocabulary)
{
    *state = *state * 1664525u + 1013904223u;
    return (int32_t)((*state >> 8) % (uint32_t)vocabulary);
}

static uint64_t time_prompt(struct session session, const int32_t *tokens, size_t count)
{
    llama.cache_clear(session.context);
    uint64_t start = now_ns();
    append(session, tokens, count);
    llama.synchronize(session.context);
    return now_ns() - start;
}

static uint64_t time_decode(struct session session, const int32_t *tokens, size_t count,
                            size_t depth)
{
    llama.cache_clear(session.context);
    if (depth > 0)
        append(session, tokens, depth);
    llama.synchronize(session.context);
    uint64_t start = now_ns();
    for (size_t i = 0; i < count; i++) {
        append(session, tokens + depth + i, 1);
        llama.synchronize(session.context);
    }
    return now_ns() - start;
}

/* Most memory that this process had in use, in KiB. (getrusage would count the parent's too.) */
static long peak_kib(void)
{
    char line[128];
    long kib = 0;
    FILE *status = fopen("/proc/self/status", "r");
    if (status == NULL)
        fail("/proc/self/status: %s", strerror(errno));
    while (fgets(line, sizeof line, status) != NULL)
        sscanf(line, "VmHWM: %ld", &kib);
    fclose(status);
    return kib;
}

static void time_both(const char *model, long threads, size_t prompt, size_t decode, size_t depth)
{
    size_t positions = prompt > decode + depth ? prompt : decode + depth;
    if (positions == 0)
        fail("nothing to time");
    struct session session = open_session(model, threads, positions, CACHE_F16);
    int32_t *tokens = allocate(positions, sizeof *tokens);
    uint32_t state = 1;
    for (size_t i = 0; i < positions; i++)
        tokens[i] = random_token(&state, session.vocabulary);
    uint64_t prompt_ns = 0, decode_ns = 0;
    /* Once for the caches and the threads; what counts comes after it. */
    if (prompt > 0) {
        time_prompt(session, tokens, prompt);
        prompt_ns = time_prompt(session, tokens, prompt);
    }
    if (decode > 0) {
        time_decode(session, tokens, 1, 0);
        decode_ns = time_decode(session, tokens, decode, depth);
    }
    printf("time %llu %llu %ld\n", (unsigned long long)prompt_ns, (unsigned long long)decode_ns,
           peak_kib());
    close_session(session);
    free(tokens);
}

/* A type by ggml's name. */
static int type_of(const char *name)
{
    enum { TYPES = 39 }; /* enum ggml_type, in early 2025 */
    for (int type = 0; type < TYPES; type++) {
        const char *known = llama.type_traits(type)->type_name;
        if (known != NULL && strcasecmp(known, name) == 0)
            return type;
    }
    fail("%s is no type of ggml's", name);
}

static void quantize(const char *type_name, size_t columns, const char *in, const char *out)
{
    int type = type_of(type_name);
    size_t count;
    float *values = read_all(in, sizeof *values, &count);
    if (count % columns != 0)
        fail("%s: %zu floats are no whole number of rows of %zu", in, count, columns);
    size_t bytes = count / columns * llama.row_size(type, (int64_t)columns);
    void *quantized = allocate(bytes, 1);
    size_t written = llama.quantize_chunk(type, values, quantized, 0, (int64_t)(count / columns),
                                          (int64_t)columns, NULL);
    if (written != bytes)
        fail("ggml_quantize_chunk returns %zu, not %zu", written, bytes);
    FILE *file = create(out);
    write_all(file, out, quantized, 1, bytes);
    finish(file, out);
    free(quantized);
    free(values);
    printf("quantized %zu\n", bytes);
}

static void dequantize(const char *type_name, const char *in, const char *out)
{
    const struct ggml_type_traits *type = llama.type_traits(type_of(type_name));
    if (type->to_float == NULL)
        fail("%s needs no dequantization", type_name);
    size_t blocks;
    void *quantized = read_all(in, type->type_size, &blocks);
    size_t count = blocks * (size_t)type->block_size;
    float *values = allocate(count, sizeof *values);
    type->to_float(quantized, values, (int64_t)count);
    FILE *file = create(out);
    write_all(file, out, values, sizeof *values, count);
    finish(file, out);
    free(quantized);
    free(values);
    printf("dequantized %zu\n", count);
}

int main(int argc, char **argv)
{
    enum { MOST_THREADS = 256, MOST_TOKENS = 1 << 20 };
    const char *task = argc > 2 ? argv[2] : "";
    const char *problem = argc > 1 ? llama_library_open(&llama, argv[1]) : "no library is named";
    if (problem != NULL)
        fail("%s", problem);
    if (strcmp(task, "logits") == 0 && argc == 7) {
        write_logits(argv[3], number("THREADS", argv[4], 1, MOST_THREADS), argv[5], argv[6]);
    } else if (strcmp(task, "greedy") == 0 && argc == 7) {
        continue_greedily(argv[3], number("THREADS", argv[4], 1, MOST_THREADS), argv[5],
                          (size_t)number("COUNT", argv[6], 1, MOST_TOKENS));
    } else if (strcmp(task, "time") == 0 && argc == 8) {
        time_both(argv[3], number("THREADS", argv[4], 1, MOST_THREADS),
                  (size_t)number("PROMPT", argv[5], 0, MOST_TOKENS),
                  (size_t)number("DECODE", argv[6], 0, MOST_TOKENS),
                  (size_t)number("DEPTH", argv[7], 0, MOST_TOKENS));
    } else if (strcmp(task, "tokenize") == 0 && argc == 5) {
        tokenize(argv[3], argv[4]);
    } else if (strcmp(task, "quantize") == 0 && argc == 7) {
        quantize(argv[3], (size_t)number("COLUMNS", argv[4], 1, MOST_TOKENS), argv[5], argv[6]);
    } else if (strcmp(task, "dequantize") == 0 && argc == 6) {
        dequantize(argv[3], argv[4], argv[5]);
    } else {
        fail("no such task, or wrong arguments: %s", task);
    }
    return 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "llama_library.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

static char message[512];

static const char *fail(const char *what, const char *detail)
{
    snprintf(message, sizeof message, "%s%s", what, detail);
    return message;
}

/* Stores the address of a function; of several names the first that is there. */
static bool find(void *handle, void *function, const char *const names[])
{
    for (size_t i = 0; names[i] != NULL; i++) {
        void *symbol = dlsym(handle, names[i]);
        if (symbol != NULL) {
            memcpy(function, &symbol, sizeof symbol);
            return true;
        }
    }
    fail("the library lacks ", names[0]);
    return false;
}

#define FIND(function, ...) find(handle, &(function), (const char *const[]){__VA_ARGS__, NULL})

static bool find_all(void *handle, struct llama_library *l)
{
    return FIND(l->model_default_params, "llama_model_default_params") &&
           FIND(l->context_default_params, "llama_context_default_params") &&
           FIND(l->model_load_from_file, "llama_model_load_from_file") &&
           FIND(l->model_free, "llama_model_free") &&
           FIND(l->model_get_vocab, "llama_model_get_vocab") &&
           FIND(l->vocab_n_tokens, "llama_vocab_n_tokens") && FIND(l->tokenize, "llama_tokenize") &&
           FIND(l->init_from_model, "llama_init_from_model") && FIND(l->free, "llama_free") &&
           FIND(l->n_ctx, "llama_n_ctx") && FIND(l->n_threads, "llama_n_threads") &&
           FIND(l->batch_get_one, "llama_batch_get_one") &&
           FIND(l->batch_init, "llama_batch_init") && FIND(l->batch_free, "llama_batch_free") &&
           FIND(l->decode, "llama_decode") && FIND(l->get_logits_ith, "llama_get_logits_ith") &&
           FIND(l->synchronize, "llama_synchronize") &&
           FIND(l->cache_clear, "llama_kv_self_clear", "llama_kv_cache_clear") &&
           FIND(l->row_size, "ggml_row_size") && FIND(l->quantize_chunk, "ggml_quantize_chunk") &&
           FIND(l->type_traits, "ggml_get_type_traits");
}

/* --- The layout of the parameters --- */

enum { MARK = 0x5a, ROOM = 64 };

/* Whether the bytes behind a struct that the library filled are as they were, and those before
 * them, its last field, are not: then the library's struct is as large as ours. */
static bool fits(const unsigned char *behind, const void *last, size_t last_size)
{
    static const unsigned char untouched[] = {MARK, MARK, MARK, MARK, MARK, MARK, MARK, MARK};
    for (size_t i = 0; i < ROOM; i++) {
        if (behind[i] != MARK)
            return false;
    }
    return memcmp(last, untouched, last_size) != 0;
}

struct roomy_model_params {
    struct llama_model_params params;
    unsigned char behind[ROOM];
};
struct roomy_context_params {
    struct llama_context_params params;
    unsigned char behind[ROOM];
};

typedef void *fill_params(void *out);

static bool layout_is_ours(const struct llama_library *library)
{
    struct roomy_model_params model;
    struct roomy_context_params context;
    fill_params *fill;
    memset(&model, MARK, sizeof model);
    memset(&context, MARK, sizeof context);
    /* A large struct is returned through a hidden first argument, its address (System V ABI, AMD64
     * supplement, 3.2.3): so memory with room behind the struct can be given. */
    memcpy(&fill, &library->model_default_params, sizeof fill);
    fill(&model);
    memcpy(&fill, &library->context_default_params, sizeof fill);
    fill(&context);
    const struct llama_context_params *c = &context.params;
    return fits(model.behind, &model.params.check_tensors, sizeof model.params.check_tensors) &&
           fits(context.behind, &c->abort_callback_data, sizeof c->abort_callback_data) &&
           model.params.split_mode == 1 && model.params.use_mmap && !model.params.use_mlock &&
           c->n_ctx == 512 && c->n_batch == 2048 && c->n_ubatch == 512 && c->n_seq_max == 1 &&
           c->n_threads > 0 && c->n_threads == c->n_threads_batch && c->rope_scaling_type == -1 &&
           c->pooling_type == -1 && c->attention_type == -1 && c->yarn_beta_fast == 32.0f &&
           c->yarn_beta_slow == 1.0f && c->defrag_threshold == -1.0f && c->type_k == 1 &&
           c->type_v == 1 && c->offload_kqv && !c->flash_attn && !c->embeddings;
}

/* What ggml says of block formats that never change. */
static bool traits_are_ours(const struct llama_library *library)
{
    enum { Q8_0 = 8, Q6_K = 14 }; /* enum ggml_type */
    const struct ggml_type_traits *q8 = library->type_traits(Q8_0);
    const struct ggml_type_traits *q6 = library->type_traits(Q6_K);
    return strcmp(q8->type_name, "q8_0") == 0 && q8->block_size == 32 && q8->type_size == 34 &&
           q8->is_quantized && q8->to_float != NULL && strcmp(q6->type_name, "q6_K") == 0 &&
           q6->block_size == 256 && q6->type_size == 210 && q6->to_float != NULL;
}

/* --- What the library says --- */

/* What the library warns of is our choice: a context shorter than the model's. */
static void log_line(int level, const char *text, void *data)
{
    enum { ERROR = 4 }; /* GGML_LOG_LEVEL_ERROR */
    (void)data;
    if (level == ERROR)
        fputs(text, stderr);
}

const char *llama_library_open(struct llama_library *library, const char *path)
{
    void (*set_log)(void (*log)(int, const char *, void *), void *);
    void (*start)(void);
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL)
        return fail("the library cannot be loaded: ", dlerror());
    if (!find_all(handle, library) || !FIND(set_log, "llama_log_set") ||
        !FIND(start, "llama_backend_init"))
        return message;
    if (!layout_is_ours(library) || !traits_are_ours(library))
        return fail("the library's parameters are not laid out as in early 2025: ", path);
    set_log(log_line, NULL);
    start();
    return NULL;
}

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LLAMA_LIBRARY_H
#define LLAMA_LIBRARY_H

/*
 * The part of llama.cpp's C interface that is used here, as it was from January to April 2025.
 * Parameters are passed by value, so their layout must be the library's own: opening it checks its
 * size and default values, and refuses a library of another time.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct llama_model;
struct llama_context;
struct llama_vocab;

struct llama_model_params {
    void *devices;
    int32_t n_gpu_layers;
    int32_t split_mode;
    int32_t main_gpu;
    const float *tensor_split;
    void *progress_callback;
    void *progress_callback_data;
    const void *kv_overrides;
    bool vocab_only;
    bool use_mmap;
    bool use_mlock;
    bool check_tensors;
};

struct llama_context_params {
    uint32_t n_ctx;   /* positions; 0: the model's */
    uint32_t n_batch; /* most tokens of a call of llama_decode */
    uint32_t n_ubatch;
    uint32_t n_seq_max;
    int32_t n_threads; /* for single tokens */
    int32_t n_threads_batch;
    int32_t rope_scaling_type;
    int32_t pooling_type;
    int32_t attention_type;
    float rope_freq_base;
    float rope_freq_scale;
    float yarn_ext_factor;
    float yarn_attn_factor;
    float yarn_beta_fast;
    float yarn_beta_slow;
    uint32_t yarn_orig_ctx;
    float defrag_threshold;
    void *eval_callback;
    void *eval_callback_data;
    int32_t type_k; /* enum ggml_type of the KV cache */
    int32_t type_v;
    bool logits_all;
    bool embeddings;
    bool offload_kqv;
    bool flash_attn;
    bool no_perf;
    void *abort_callback;
    void *abort_callback_data;
};

struct llama_batch {
    int32_t n_tokens;
    int32_t *token;
    float *embd;
    int32_t *pos;
    int32_t *n_seq_id;
    int32_t **seq_id;
    int8_t *logits; /* whether logits are wanted after a token */
};

/* struct ggml_type_traits. */
struct ggml_type_traits {
    const char *type_name; /* "q4_K"; NULL for a number that was given up */
    int64_t block_size;    /* values */
    int64_t block_size_interleave;
    size_t type_size; /* bytes of a block */
    bool is_quantized;
    void (*to_float)(const void *from, float *to, int64_t count); /* NULL for float32 */
    void (*from_float_ref)(const float *from, void *to, int64_t count);
};

/* The functions, named as in llama.h without their prefix. */
struct llama_library {
    struct llama_model_params (*model_default_params)(void);
    struct llama_context_params (*context_default_params)(void);
    struct llama_model *(*model_load_from_file)(const char *path, struct llama_model_params params);
    void (*model_free)(struct llama_model *model);
    const struct llama_vocab *(*model_get_vocab)(const struct llama_model *model);
    int32_t (*vocab_n_tokens)(const struct llama_vocab *vocab);
    int32_t (*tokenize)(const struct llama_vocab *vocab, const char *text, int32_t length,
                        int32_t *tokens, int32_t most, bool add_special, bool parse_special);
    struct llama_context *(*init_from_model)(struct llama_model *model,
                                             struct llama_context_params params);
    void (*free)(struct llama_context *context);
    uint32_t (*n_ctx)(const struct llama_context *context);
    int32_t (*n_threads)(struct llama_context *context);
    struct llama_batch (*batch_get_one)(int32_t *tokens, int32_t count);
    struct llama_batch (*batch_init)(int32_t tokens, int32_t embeddings, int32_t sequences);
    void (*batch_free)(struct llama_batch batch);
    int32_t (*decode)(struct llama_context *context, struct llama_batch batch);
    float *(*get_logits_ith)(struct llama_context *context, int32_t i);
    void (*synchronize)(struct llama_context *context);
    void (*cache_clear)(struct llama_context *context);
    size_t (*row_size)(int type, int64_t columns);
    size_t (*quantize_chunk)(int type, const float *from, void *to, int64_t start, int64_t rows,
                             int64_t columns, const float *importance);
    const struct ggml_type_traits *(*type_traits)(int type);
};

/* Loads the library and starts it. Returns NULL, or what is wrong. */
const char *llama_library_open(struct llama_library *library, const char *path);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#include "gguf_sample.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bb_architecture.h"
#include "bb_status.h"

const sample_type sample_types[] = {
    {"F32", 0, 1, 4, {-1, -1}, BB_DTYPE_F32},
    {"F16", 1, 1, 2, {0, -1}, BB_DTYPE_F16},
    {"Q4_0", 2, 32, 18, {0, -1}, BB_DTYPE_Q4_0},
    {"Q4_1", 3, 32, 20, {0, 2}, BB_DTYPE_Q4_1},
    {"Q5_0", 6, 32, 22, {0, -1}, BB_DTYPE_Q8_0},
    {"Q5_1", 7, 32, 24, {0, 2}, BB_DTYPE_Q8_0},
    {"Q8_0", 8, 32, 34, {0, -1}, BB_DTYPE_Q8_0},
    {"Q2_K", 10, 256, 84, {80, 82}, BB_DTYPE_Q8_0},
    {"Q3_K", 11, 256, 110, {108, -1}, BB_DTYPE_Q8_0},
    {"Q4_K", 12, 256, 144, {0, 2}, BB_DTYPE_Q4_1},
    {"Q5_K", 13, 256, 176, {0, 2}, BB_DTYPE_Q8_0},
    {"Q6_K", 14, 256, 210, {208, -1}, BB_DTYPE_Q8_0},
    {"IQ4_NL", 20, 32, 18, {0, -1}, BB_DTYPE_Q8_0},
    {"BF16", 30, 1, 2, {0, -1}, BB_DTYPE_BF16},
};
const size_t sample_type_count = sizeof sample_types / sizeof *sample_types;

static const sample_type *type_named(const char *name)
{
    for (size_t i = 0; i < sample_type_count; i++) {
        if (strcmp(sample_types[i].name, name) == 0) {
            return &sample_types[i];
        }
    }
    abort();
}

sample_options sample_small(void)
{
    return (sample_options){
        .architecture = "llama",
        .type = "F32",
        .plain_type = "F32",
        .version = 3,
        .dim = 32,
        .hidden = 64,
        .layers = 2,
        .heads = 4,
        .kv_heads = 2,
        .head_size = 8,
        .tokens = 20,
    };
}

/* --- Metadata --- */

/* Texts of keys with the architecture's name in front. */
static const char *key_of(const sample_options *options, const char *rest)
{
    static char key[128];
    snprintf(key, sizeof key, "%s.%s", options->architecture, rest);
    return key;
}

static void put_tokens(gguf_bytes *to, const sample_options *options)
{
    static const char *const texts[] = {"<unk>",  "<s>",        "</s>",
                                        "<0x41>", "<|im_end|>", "\xe2\x96\x81t"};
    enum { TEXTS = sizeof texts / sizeof *texts };
    put_key_array(to, "tokenizer.ggml.tokens", 8, options->tokens);
    for (uint32_t i = 0; i < options->tokens; i++) {
        char text[16];
        snprintf(text, sizeof text, "t%u", i);
        put_text(to, i < TEXTS ? texts[i] : text);
    }
}

static void put_scores(gguf_bytes *to, const sample_options *options)
{
    put_key_array(to, "tokenizer.ggml.scores", 6, options->tokens);
    for (uint32_t i = 0; i < options->tokens; i++) {
        float score = -(float)i;
        put_bytes(to, &score, sizeof score);
    }
}

static void put_types(gguf_bytes *to, const sample_options *options)
{
    static const uint32_t types[] = {2, 3, 3, 6, 1, 4, 5, 0, 99};
    enum { TYPES = sizeof types / sizeof *types };
    put_key_array(to, "tokenizer.ggml.token_type", 5, options->tokens);
    for (uint32_t i = 0; i < options->tokens; i++) {
        put32(to, i < TYPES ? types[i] : 1);
    }
}

static void put_merges(gguf_bytes *to, const sample_options *options)
{
    (void)options;
    put_key_array(to, "tokenizer.ggml.merges", 8, 3);
    put_text(to, "t 1");
    put_text(to, "t1 0");
    put_text(to, "\xc4\xa0 t");
}

/* Value number `i` of the file, or false if there are no more. */
static bool put_value(gguf_bytes *to, const sample_options *options, size_t i)
{
    const struct {
        const char *key;
        uint32_t value;
    } sizes[] = {
        {"block_count", options->layers},
        {"context_length", 64},
        {"embedding_length", options->dim},
        {"feed_forward_length", options->hidden},
        {"attention.head_count", options->heads},
        {"attention.head_count_kv", options->kv_heads},
        {"attention.key_length", options->head_size},
        {"attention.value_length", options->head_size},
        {"rope.dimension_count", options->head_size},
        {"vocab_size", options->tokens},
    };
    enum { SIZES = sizeof sizes / sizeof *sizes };
    if (i < SIZES) {
        put_key_u32(to, key_of(options, sizes[i].key), sizes[i].value);
        return true;
    }
    switch (i - SIZES) {
    case 0:
        put_key_text(to, "general.architecture", options->architecture);
        return true;
    case 1:
        put_key_text(to, "general.name", "a sample");
        return true;
    case 2:
        put_key_f32(to, key_of(options, "attention.layer_norm_rms_epsilon"), 1e-5f);
        return true;
    case 3:
        put_key_f32(to, key_of(options, "rope.freq_base"), 500000.0f);
        return true;
    case 4:
        put_key_text(to, "tokenizer.ggml.model", options->has_merges ? "gpt2" : "llama");
        return true;
    case 5:
        put_tokens(to, options);
        return true;
    case 6:
        put_scores(to, options);
        return true;
    case 7:
        put_types(to, options);
        return true;
    case 8:
        put_key_u32(to, "tokenizer.ggml.bos_token_id", 1);
        return true;
    case 9:
        put_key_u32(to, "tokenizer.ggml.eos_token_id", 2);
        return true;
    case 10:
        put_key_text(to, "tokenizer.chat_template", "{{ messages }}");
        return true;
    case 11:
        put_key_u32(to, "general.alignment", options->alignment > 0 ? options->alignment : 32);
        return true;
    case 12:
        if (options->has_merges) {
            put_merges(to, options);
        } else {
            put_key_bool(to, "some.other.key", true);
        }
        return true;
    default:
        return false;
    }
}

/* Whether a key and its value are the one that the options leave out. */
static bool is_left_out(const sample_options *options, const gguf_bytes *one)
{
    size_t length = options->without_key ? strlen(options->without_key) : 0;
    return length > 0 && one->size > 8 + length && one->at[0] == length &&
           memcmp(one->at + 8, options->without_key, length) == 0;
}

static uint32_t put_metadata(gguf_bytes *to, const sample_options *options)
{
    uint32_t count = 0;
    size_t values = 0;
    gguf_bytes one = {0};
    while (put_value(&one, options, values)) {
        values++;
    }
    for (size_t i = 0; i < values; i++) {
        one.size = 0;
        put_value(&one, options, options->is_backwards ? values - 1 - i : i);
        if (!is_left_out(options, &one)) {
            put_bytes(to, one.at, one.size);
            count++;
        }
    }
    free(one.at);
    put_bytes(to, options->keys.at, options->keys.size);
    return count + options->key_count;
}

/* --- Tensors --- */

typedef struct writer {
    const sample_options *options;
    gguf_bytes list;
    gguf_bytes data;
    uint32_t count;
    uint32_t alignment;
    const char *wanted; /* a tensor, whose place in the data is kept */
    size_t found;
} writer;

static bool is_named(const char *name, const char *other)
{
    return other && strcmp(name, other) == 0;
}

/* Data of a tensor: any bytes, but scales that are finite and below 2, and floats of that kind. */
static void put_data(gguf_bytes *to, const sample_type *type, size_t bytes, uint32_t seed)
{
    size_t begin = to->size;
    for (size_t i = 0; i < bytes; i++) {
        seed = seed * 1664525u + 1013904223u;
        put8(to, (uint8_t)(seed >> 24));
    }
    for (size_t at = begin; at < to->size; at += type->bytes) {
        for (size_t i = 0; i < 2 && type->scales_at[i] >= 0; i++) {
            to->at[at + (size_t)type->scales_at[i] + 1] &= 0xbf;
        }
        if (type->in_memory == BB_DTYPE_F32) {
            to->at[at + 3] = 0x3e;
            to->at[at + 2] &= 0x7f;
        }
    }
}

static void put_tensor(writer *to, const char *name, size_t rows, size_t cols, bool is_vector)
{
    const sample_options *options = to->options;
    const sample_type *type = type_named(is_vector ? options->plain_type : options->type);
    if (is_named(name, options->without)) {
        return;
    }
    if (cols % type->values != 0) {
        type = type_named(options->plain_type);
    }
    while (to->data.size % to->alignment != 0) {
        put8(&to->data, 0xee);
    }
    if (is_named(name, to->wanted)) {
        to->found = to->data.size;
    }
    bool is_deep = is_named(name, options->extra_dimension);
    put_text(&to->list, is_named(name, options->renamed) ? options->new_name : name);
    put32(&to->list, is_deep ? 3 : is_vector ? 1 : 2);
    put64(&to->list, cols);
    if (!is_vector) {
        put64(&to->list, rows);
    }
    if (is_deep) {
        put64(&to->list, 2);
    }
    put32(&to->list, is_named(name, options->of_type) ? options->other_type : type->number);
    put64(&to->list, to->data.size + (is_named(name, options->shifted) ? to->alignment : 0));
    put_data(&to->data, type, rows * cols / type->values * type->bytes, to->count);
    to->count++;
}

static void put_layer_tensor(writer *to, uint32_t layer, const char *rest, size_t rows, size_t cols,
                             bool is_vector)
{
    char name[64];
    snprintf(name, sizeof name, "blk.%u.%s", layer, rest);
    put_tensor(to, name, rows, cols, is_vector);
    if (is_named(name, to->options->twice)) {
        put_tensor(to, name, rows, cols, is_vector);
    }
}

static void put_layer(writer *to, uint32_t layer)
{
    const sample_options *o = to->options;
    size_t query = (size_t)o->heads * o->head_size, kv = (size_t)o->kv_heads * o->head_size;
    put_layer_tensor(to, layer, "attn_norm.weight", 1, o->dim, true);
    put_layer_tensor(to, layer, "attn_q.weight", query, o->dim, false);
    put_layer_tensor(to, layer, "attn_k.weight", kv, o->dim, false);
    put_layer_tensor(to, layer, "attn_v.weight", kv, o->dim, false);
    if (o->has_biases) {
        put_layer_tensor(to, layer, "attn_q.bias", 1, query, true);
        put_layer_tensor(to, layer, "attn_k.bias", 1, kv, true);
        put_layer_tensor(to, layer, "attn_v.bias", 1, kv, true);
    }
    if (o->has_head_norms) {
        put_layer_tensor(to, layer, "attn_q_norm.weight", 1, o->head_size, true);
        put_layer_tensor(to, layer, "attn_k_norm.weight", 1, o->head_size, true);
    }
    put_layer_tensor(to, layer, "attn_output.weight", o->dim, query, false);
    if (o->has_norms_behind) {
        put_layer_tensor(to, layer, "post_attention_norm.weight", 1, o->dim, true);
    }
    put_layer_tensor(to, layer, "ffn_norm.weight", 1, o->dim, true);
    put_layer_tensor(to, layer, "ffn_gate.weight", o->hidden, o->dim, false);
    put_layer_tensor(to, layer, "ffn_up.weight", o->hidden, o->dim, false);
    put_layer_tensor(to, layer, "ffn_down.weight", o->dim, o->hidden, false);
    if (o->has_norms_behind) {
        put_layer_tensor(to, layer, "post_ffw_norm.weight", 1, o->dim, true);
    }
}

static void put_all(writer *to)
{
    const sample_options *o = to->options;
    put_tensor(to, "token_embd.weight", o->tokens, o->dim, false);
    if (o->has_rope_freqs) {
        put_tensor(to, "rope_freqs.weight", 1, o->head_size / 2, true);
    }
    for (uint32_t layer = 0; layer < o->layers; layer++) {
        put_layer(to, layer);
    }
    put_tensor(to, "output_norm.weight", 1, o->dim, true);
    if (o->has_classifier) {
        put_tensor(to, "output.weight", o->tokens, o->dim, false);
    }
}

static writer writer_of(const sample_options *options, const char *wanted)
{
    writer to = {.options = options,
                 .alignment = options->alignment > 0 ? options->alignment : 32,
                 .wanted = wanted,
                 .found = SIZE_MAX};
    put_all(&to);
    return to;
}

sample_file sample_make(const sample_options *options)
{
    gguf_bytes file = {0}, metadata = {0};
    writer to = writer_of(options, NULL);
    uint32_t keys = put_metadata(&metadata, options);
    put_bytes(&file, "GGUF", 4);
    put32(&file, options->version);
    put64(&file, to.count);
    put64(&file, keys);
    put_bytes(&file, metadata.at, metadata.size);
    put_bytes(&file, to.list.at, to.list.size);
    while (file.size % to.alignment != 0) {
        put8(&file, 0xdd);
    }
    size_t data_at = file.size;
    put_bytes(&file, to.data.at, to.data.size);
    free(metadata.at);
    free(to.list.at);
    free(to.data.at);
    return (sample_file){file.at, file.size, data_at};
}

const uint8_t *sample_data(const sample_file *file, const sample_options *options, const char *name)
{
    writer to = writer_of(options, name);
    free(to.list.at);
    free(to.data.at);
    return to.found == SIZE_MAX ? NULL : file->bytes + file->data_at + to.found;
}

/* --- The kernel around the format --- */

unsigned sample_installed = ~0u;

static void pack(void *panel, const void *source, size_t row_bytes, size_t rows, size_t cols)
{
    (void)cols;
    memcpy(panel, source, rows * row_bytes);
}

const bb_weight_type *bb_weight_type_of(bb_dtype type)
{
    static bb_weight_type found;
    found = (bb_weight_type){.name = bb_dtype_name(type), .type = type, .pack = pack};
    return sample_installed >> type & 1 ? &found : NULL;
}

const char *bb_dtype_name(bb_dtype type)
{
    static const char *const names[] = {"F32", "F16", "BF16", "Q8_0", "Q4_0", "Q4_1"};
    return names[type];
}

static bb_status complete(bb_model *model, const char *file)
{
    BB_ERROR(constant, "E-MODEL-CONSTANT", "");
    size_t window = model->window;
    model->window *= 2;
    return window > 0 ? BB_OK : bb_fail(&constant, "%s: no window", file);
}

bb_status bb_model_set_architecture(bb_model *model, const char *name, const char *file)
{
    BB_ERROR(not_there, "E-MODEL-ARCHITECTURE", "");
    static const bb_architecture installed[] = {
        {.name = "llama"},
        {.name = "qwen2", .rope_halves = true},
        {.name = "gemma2", .rope_halves = true, .norms_behind = true, .complete = complete}};
    for (size_t i = 0; i < sizeof installed / sizeof *installed; i++) {
        if (strcmp(installed[i].name, name) == 0) {
            model->architecture = &installed[i];
            return BB_OK;
        }
    }
    return bb_fail(&not_there, "%s: %s", file, name);
}

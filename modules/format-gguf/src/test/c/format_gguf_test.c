/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: gguf_bytes.c gguf_sample.c sources.c */
/* What becomes of whole files. */
#include "format_gguf.h"

#include "bb_architecture.h"
#include "bb_kernel.h"
#include "bb_test.h"
#include "fake_kernel.h"
#include "gguf_sample.h"
#include "gguf_types.h"
#include "to_q4_1.h"
#include "to_q8_0.h"

static bb_kernel kernel;

/* What the kernel does with a file: "" or the failure's code. The whole memory must be in the
 * plan. */
static const char *load_bytes(const uint8_t *bytes, size_t size)
{
    fake_free_arenas();
    uint8_t *exact = malloc(size);
    memcpy(exact, bytes, size);
    bb_source source = fake_source("m.gguf", exact, size);
    bb_status status = BB_OK;
    bool known = bb_format_gguf_probe(exact, size < 4096 ? size : 4096, size);
    if (known) {
        status = bb_format_gguf_header(&kernel, &source);
    }
    if (known && !status) {
        size_t vocabulary = bb_format_gguf_demand(&kernel);
        status = bb_format_gguf_load(&kernel, &source);
        if (!status) {
            CHECK_EQUAL(fake_arena_bytes(), kernel.model.weight_bytes + vocabulary);
        }
    }
    free(exact);
    return !known ? "no format" : status ? status->name : "";
}

static const char *load(const sample_options *options)
{
    sample_file file = sample_make(options);
    const char *code = load_bytes(file.bytes, file.size);
    free(file.bytes);
    return code;
}

static void check_failure(const sample_options *options, const char *code, const char *details)
{
    CHECK_TEXT(load(options), code);
    CHECK_TEXT(bb_failure_details(), details);
}

/* --- Weights --- */

/* A file, and what is expected of its tensors. */
typedef struct expectation {
    const sample_options *options;
    sample_file file;
    const sample_type *type;
    bool is_turned;
} expectation;

static size_t source_row(size_t row, size_t head, bool is_turned)
{
    size_t in_head = row % head;
    return !is_turned ? row : row - in_head + (in_head % 2 ? head / 2 : 0) + in_head / 2;
}

static const gguf_type *reader_of(const sample_type *type)
{
    return bb_format_gguf_type_of(type->number);
}

/* Rows of the sample's weight types are in memory one behind the other, those of a panel at its
 * begin. */
static void check_row(const sample_type *type, const uint8_t *got, const uint8_t *from, size_t cols)
{
    size_t bytes = bb_row_bytes(type->in_memory, cols);
    uint8_t *expected = malloc(bytes);
    if (gguf_row_bytes(reader_of(type), cols) == bytes) {
        memcpy(expected, from, bytes);
    } else if (type->in_memory == BB_DTYPE_Q4_1) {
        CHECK(bb_format_gguf_q4_k_to_q4_1(expected, from, cols));
    } else {
        CHECK(bb_format_gguf_to_q8_0(reader_of(type), expected, from, cols));
    }
    CHECK_EQUAL(memcmp(got, expected, bytes), 0);
    free(expected);
}

static void check_matrix(const expectation *e, const char *name, bb_matrix matrix, size_t rows,
                         size_t cols, size_t head)
{
    const sample_type *type = cols % e->type->values == 0 ? e->type : &sample_types[0];
    const uint8_t *data = sample_data(&e->file, e->options, name);
    CHECK(data != NULL);
    CHECK_EQUAL(matrix.rows, rows);
    CHECK_EQUAL(matrix.cols, cols);
    CHECK_EQUAL(matrix.type, type->in_memory);
    size_t row_bytes = gguf_row_bytes(reader_of(type), cols);
    for (size_t row = 0; row < rows; row++) {
        const uint8_t *panel =
            (const uint8_t *)matrix.data + row / 16 * bb_panel_bytes(type->in_memory, cols);
        check_row(type, panel + row % 16 * bb_row_bytes(type->in_memory, cols),
                  data + source_row(row, head, e->is_turned && head < SIZE_MAX) * row_bytes, cols);
    }
}

static void check_vector(const expectation *e, const char *name, const float *got, size_t count,
                         size_t head)
{
    const uint8_t *data = sample_data(&e->file, e->options, name);
    CHECK((data == NULL) == (got == NULL));
    for (size_t i = 0; data != NULL && i < count; i++) {
        size_t from = source_row(i, head, e->is_turned && head < SIZE_MAX);
        CHECK_EQUAL(memcmp(&got[i], data + from * sizeof(float), sizeof(float)), 0);
    }
}

static const char *name_of(size_t layer, const char *rest)
{
    static char name[64];
    snprintf(name, sizeof name, "blk.%zu.%s", layer, rest);
    return name;
}

static void check_layer(const expectation *e, size_t i)
{
    const sample_options *o = e->options;
    const bb_layer *layer = &kernel.model.layer[i];
    const size_t plain = SIZE_MAX, head = o->head_size, dim = o->dim, hidden = o->hidden;
    size_t query = o->heads * head, kv = o->kv_heads * head;
    check_vector(e, name_of(i, "attn_norm.weight"), layer->attention_norm, dim, plain);
    check_matrix(e, name_of(i, "attn_q.weight"), layer->query, query, dim, head);
    check_matrix(e, name_of(i, "attn_k.weight"), layer->key, kv, dim, head);
    check_matrix(e, name_of(i, "attn_v.weight"), layer->value, kv, dim, plain);
    check_vector(e, name_of(i, "attn_q.bias"), layer->query_bias, query, head);
    check_vector(e, name_of(i, "attn_k.bias"), layer->key_bias, kv, head);
    check_vector(e, name_of(i, "attn_v.bias"), layer->value_bias, kv, plain);
    check_vector(e, name_of(i, "attn_q_norm.weight"), layer->query_norm, head, head);
    check_vector(e, name_of(i, "attn_k_norm.weight"), layer->key_norm, head, head);
    check_matrix(e, name_of(i, "attn_output.weight"), layer->attention_out, dim, query, plain);
    check_vector(e, name_of(i, "post_attention_norm.weight"), layer->attention_norm_behind, dim,
                 plain);
    check_vector(e, name_of(i, "ffn_norm.weight"), layer->ffn_norm, dim, plain);
    check_matrix(e, name_of(i, "ffn_gate.weight"), layer->gate, hidden, dim, plain);
    check_matrix(e, name_of(i, "ffn_up.weight"), layer->up, hidden, dim, plain);
    check_matrix(e, name_of(i, "ffn_down.weight"), layer->down, dim, hidden, plain);
    check_vector(e, name_of(i, "post_ffw_norm.weight"), layer->ffn_norm_behind, dim, plain);
}

static void check_weights(const sample_options *options)
{
    const bb_model *model = &kernel.model;
    expectation e = {.options = options,
                     .file = sample_make(options),
                     .is_turned = strcmp(options->architecture, "llama") != 0};
    for (size_t i = 0; i < sample_type_count; i++) {
        if (strcmp(sample_types[i].name, options->type) == 0) {
            e.type = &sample_types[i];
        }
    }
    CHECK_TEXT(load_bytes(e.file.bytes, e.file.size), "");
    for (size_t i = 0; i < options->layers; i++) {
        check_layer(&e, i);
    }
    const size_t plain = SIZE_MAX, dim = options->dim, tokens = options->tokens;
    check_matrix(&e, "token_embd.weight", model->embedding, tokens, dim, plain);
    check_vector(&e, "output_norm.weight", model->final_norm, dim, plain);
    check_vector(&e, "rope_freqs.weight", model->rope_factors, options->head_size / 2, plain);
    if (options->has_classifier) {
        check_matrix(&e, "output.weight", model->classifier, tokens, dim, plain);
    } else {
        CHECK(model->classifier.data == model->embedding.data);
    }
    CHECK_EQUAL(model->shape.shared_classifier, !options->has_classifier);
    CHECK_EQUAL(model->data_offset, e.file.data_at);
    free(e.file.bytes);
}

TEST(types)
{
    for (size_t i = 0; i < sample_type_count; i++) {
        sample_options options = sample_small();
        options.type = sample_types[i].name;
        options.dim = 256; /* for the blocks of 256; heads are apart from it */
        options.tokens = 37;
        options.has_classifier = i % 2 == 0;
        check_weights(&options);
    }
}

/* Heads of any even size, panels of whole heads and parts of heads, biases and norms. */
TEST(turned_heads)
{
    static const uint32_t sizes[] = {2, 6, 8, 16, 20, 64};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        sample_options options = sample_small();
        options.architecture = "qwen2";
        options.head_size = sizes[i];
        options.has_biases = options.has_head_norms = options.has_rope_freqs = true;
        options.type = i % 2 ? "Q8_0" : "Q5_1";
        check_weights(&options);
    }
}

/* Pieces of a matrix of more than 1 MiB. */
TEST(large_matrices)
{
    sample_options options = sample_small();
    options.architecture = "qwen2";
    options.layers = 1;
    options.dim = 1024;
    options.heads = 30;
    options.kv_heads = 10;
    options.head_size = 22;
    check_weights(&options);
}

TEST(alignments_and_versions)
{
    static const uint32_t alignments[] = {0, 1, 8, 64, 4096};
    for (size_t i = 0; i < sizeof alignments / sizeof *alignments; i++) {
        sample_options options = sample_small();
        options.alignment = alignments[i];
        options.version = 2 + i % 2;
        options.is_backwards = i % 2 == 0;
        check_weights(&options);
    }
}

/* --- Metadata --- */

TEST(shape_and_constants)
{
    for (int backwards = 0; backwards < 2; backwards++) {
        sample_options options = sample_small();
        options.is_backwards = backwards;
        CHECK_TEXT(load(&options), "");
        const bb_model *model = &kernel.model;
        CHECK_TEXT(model->format, "GGUF");
        CHECK_TEXT(model->name, "a sample");
        CHECK_TEXT(model->architecture->name, "llama");
        CHECK_EQUAL(model->shape.dim, 32);
        CHECK_EQUAL(model->shape.hidden, 64);
        CHECK_EQUAL(model->shape.layers, 2);
        CHECK_EQUAL(model->shape.heads, 4);
        CHECK_EQUAL(model->shape.kv_heads, 2);
        CHECK_EQUAL(model->shape.head_size, 8);
        CHECK_EQUAL(model->shape.vocabulary, 20);
        CHECK_EQUAL(model->shape.context, 64);
        CHECK_NEAR(model->rope_theta, 500000.0, 0);
        CHECK_NEAR(model->norm_epsilon, (double)1e-5f, 0);
        CHECK_NEAR(model->embedding_scale, 1.0, 0);
        CHECK(model->rope_factors == NULL);
        /* 20 tokens; two layers of matrices and norms; the last norm. */
        CHECK_EQUAL(model->parameters, 20 * 32 + 2 * (32 * 96 + 3 * 32 * 64 + 64) + 32);
        CHECK_EQUAL(model->chat_template_length, 14);
        CHECK_EQUAL(memcmp(model->chat_template, "{{ messages }}", 14), 0);
    }
}

/* What a file may leave out. */
TEST(defaults)
{
    static const char *const keys[] = {"llama.attention.key_length", "llama.attention.value_length",
                                       "llama.rope.dimension_count", "llama.vocab_size",
                                       "llama.rope.freq_base",       "general.name",
                                       "tokenizer.ggml.scores",      "tokenizer.ggml.token_type",
                                       "tokenizer.chat_template",    "general.alignment"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        sample_options options = sample_small();
        options.without_key = keys[i];
        CHECK_TEXT(load(&options), "");
        CHECK_EQUAL(kernel.model.shape.head_size, 8);
        CHECK_NEAR(kernel.model.rope_theta, i == 4 ? 10000 : 500000, 0);
        CHECK_EQUAL(kernel.model.chat_template == NULL, i == 8);
    }
    sample_options options = sample_small();
    options.without_key = "llama.attention.head_count_kv";
    options.kv_heads = 4;
    CHECK_TEXT(load(&options), "");
    CHECK_EQUAL(kernel.model.shape.kv_heads, 4);
    options.without_key =
        "tokenizer.ggml.tokens"; /* vocab_size tells; the rest has lost its sense */
    check_failure(&options, "E-GGUF-METADATA",
                  "m.gguf: tokenizer.ggml.scores has 20 elements, but there are 0 tokens");
}

TEST(missing_keys)
{
    static const char *const keys[] = {"block_count",          "context_length",
                                       "embedding_length",     "feed_forward_length",
                                       "attention.head_count", "attention.layer_norm_rms_epsilon"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        char key[64], details[128];
        snprintf(key, sizeof key, "llama.%s", keys[i]);
        snprintf(details, sizeof details, "m.gguf: it has no %s", key);
        sample_options options = sample_small();
        options.without_key = key;
        check_failure(&options, "E-GGUF-METADATA", details);
    }
    sample_options options = sample_small();
    options.without_key = "general.architecture";
    check_failure(&options, "E-GGUF-METADATA",
                  "m.gguf: it has no general.architecture that is a name");
    options = sample_small();
    options.architecture = "falcon";
    CHECK_TEXT(load(&options), "E-MODEL-ARCHITECTURE");
    options.architecture = "Llama\x1b[0m";
    CHECK_TEXT(load(&options), "E-GGUF-METADATA");
}

/* A key with another value than the sample has; who calls it frees options->keys. */
static void change_key(sample_options *options, const char *key, gguf_bytes value)
{
    options->without_key = key;
    options->keys = value;
    options->key_count = 1;
}

static void check_key(const char *key, const gguf_bytes *value, const char *code,
                      const char *details)
{
    sample_options options = sample_small();
    change_key(&options, key, *value);
    check_failure(&options, code, details);
    free(options.keys.at);
}

static gguf_bytes number(const char *key, uint32_t value)
{
    gguf_bytes bytes = {0};
    put_key_u32(&bytes, key, value);
    return bytes;
}

static gguf_bytes decimal(const char *key, float value)
{
    gguf_bytes bytes = {0};
    put_key_f32(&bytes, key, value);
    return bytes;
}

static gguf_bytes text(const char *key, const char *value)
{
    gguf_bytes bytes = {0};
    put_key_text(&bytes, key, value);
    return bytes;
}

#define CHECK_KEY(maker, key, value, code, details)                                                \
    do {                                                                                           \
        gguf_bytes bytes = maker(key, value);                                                      \
        check_key(key, &bytes, code, details);                                                     \
    } while (0)

TEST(hostile_values)
{
    CHECK_KEY(number, "general.alignment", 0, "E-GGUF-METADATA",
              "m.gguf: general.alignment is 0, no power of two up to 2^30");
    CHECK_KEY(number, "general.alignment", 24, "E-GGUF-METADATA",
              "m.gguf: general.alignment is 24, no power of two up to 2^30");
    CHECK_KEY(number, "llama.block_count", 0, "E-MODEL-SHAPE",
              "m.gguf: n_layers is 0: not from 1 to 1048576");
    CHECK_KEY(number, "llama.block_count", 513, "E-GGUF-METADATA",
              "m.gguf: llama.block_count is 513: no model has more than 512");
    CHECK_KEY(number, "llama.block_count", UINT32_MAX, "E-MODEL-SHAPE",
              "m.gguf: n_layers is 4294967295: not from 1 to 1048576");
    CHECK_KEY(number, "llama.block_count", 3, "E-GGUF-TENSOR",
              "m.gguf: tensor blk.2.attn_norm.weight is missing");
    CHECK_KEY(number, "llama.block_count", 1, "E-GGUF-TENSOR",
              "m.gguf: tensor 11, blk.1.attn_norm.weight: the model has no such layer");
    CHECK_KEY(number, "llama.attention.head_count", 0, "E-MODEL-SHAPE",
              "m.gguf: n_heads is 0: not from 1 to 1048576");
    CHECK_KEY(number, "llama.attention.value_length", 16, "E-GGUF-METADATA",
              "m.gguf: llama.attention.value_length is 16: values must be as long as keys");
    CHECK_KEY(number, "llama.rope.dimension_count", 4, "E-GGUF-METADATA",
              "m.gguf: llama.rope.dimension_count is 4: it must be the size of a head: the kernel "
              "turns whole heads");
    CHECK_KEY(number, "llama.vocab_size", 21, "E-GGUF-METADATA",
              "m.gguf: llama.vocab_size is 21: the file has another number of tokens");
    CHECK_KEY(text, "llama.block_count", "two", "E-GGUF-METADATA",
              "m.gguf: key llama.block_count has a value that it cannot have");
    CHECK_KEY(decimal, "llama.block_count", 2, "E-GGUF-METADATA",
              "m.gguf: key llama.block_count has a value that it cannot have");
    CHECK_KEY(number, "general.name", 3, "E-GGUF-METADATA",
              "m.gguf: key general.name has a value that it cannot have");
    CHECK_KEY(number, "tokenizer.ggml.tokens", 3, "E-GGUF-METADATA",
              "m.gguf: key tokenizer.ggml.tokens has a value that it cannot have");
    CHECK_KEY(decimal, "llama.rope.freq_base", 0, "E-GGUF-METADATA",
              "m.gguf: llama.rope.freq_base is 0.000, not from 1 to 1e12");
    CHECK_KEY(decimal, "llama.rope.freq_base", (float)NAN, "E-GGUF-METADATA",
              "m.gguf: key llama.rope.freq_base has a value that it cannot have");
    CHECK_KEY(decimal, "llama.attention.layer_norm_rms_epsilon", 1, "E-GGUF-METADATA",
              "m.gguf: llama.attention.layer_norm_rms_epsilon is 1.000000000, not between 0 and 1");
    CHECK_KEY(text, "llama.rope.scaling.type", "yarn", "E-GGUF-METADATA",
              "m.gguf: llama.rope.scaling.type is another one than none and linear");
    CHECK_KEY(decimal, "llama.rope.scaling.factor", -2, "E-GGUF-METADATA",
              "m.gguf: llama.rope.scaling.factor is -2.000: nothing to divide by");
}

/* A number may have any integer type. */
TEST(integers_of_any_type)
{
    static const struct {
        uint32_t type;
        size_t bytes;
    } types[] = {{0, 1}, {1, 1}, {2, 2}, {3, 2}, {4, 4}, {5, 4}, {10, 8}, {11, 8}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        const char *key = "llama.block_count";
        for (int negative = 0; negative < 2; negative++) {
            int64_t value = negative ? -1 : 2;
            sample_options options = sample_small();
            gguf_bytes integer = {0};
            put_text(&integer, key);
            put32(&integer, types[i].type);
            put_bytes(&integer, &value, types[i].bytes);
            change_key(&options, key, integer);
            const char *code = load(&options);
            if (negative) {
                CHECK(*code != 0);
            } else {
                CHECK_TEXT(code, "");
                CHECK_EQUAL(kernel.model.shape.layers, 2);
            }
            free(options.keys.at);
        }
    }
}

TEST(keys_that_are_there_twice)
{
    sample_options options = sample_small();
    options.keys = number("llama.block_count", 2);
    options.key_count = 1;
    check_failure(&options, "E-GGUF-METADATA", "m.gguf: key llama.block_count is there twice");
    free(options.keys.at);
}

TEST(the_context_is_the_files)
{
    sample_options options = sample_small();
    change_key(&options, "llama.context_length", number("llama.context_length", 131072));
    CHECK_TEXT(load(&options), "");
    CHECK_EQUAL(kernel.model.shape.context, 131072);
    CHECK_EQUAL(kernel.model.trained_context, 131072);
    free(options.keys.at);
}

TEST(rope_factors)
{
    sample_options options = sample_small();
    options.has_rope_freqs = true;
    CHECK_TEXT(load(&options), "");
    float own[4];
    memcpy(own, kernel.model.rope_factors, sizeof own);
    CHECK(own[0] > 0 && own[0] < 1);

    options.keys = decimal("llama.rope.scaling.factor", 4);
    put_key_text(&options.keys, "llama.rope.scaling.type", "linear");
    options.key_count = 2;
    CHECK_TEXT(load(&options), "");
    for (size_t i = 0; i < 4; i++) {
        CHECK_NEAR(kernel.model.rope_factors[i], own[i] * 4, 0);
    }
    options.has_rope_freqs = false;
    CHECK_TEXT(load(&options), "");
    for (size_t i = 0; i < 4; i++) {
        CHECK_NEAR(kernel.model.rope_factors[i], 4, 0);
    }
    free(options.keys.at);

    options.keys = decimal("llama.rope.scale_linear", 2); /* an older file's */
    options.key_count = 1;
    CHECK_TEXT(load(&options), "");
    CHECK_NEAR(kernel.model.rope_factors[3], 2, 0);
    put_key_text(&options.keys, "llama.rope.scaling.type", "none");
    options.key_count = 2;
    CHECK_TEXT(load(&options), "");
    CHECK(kernel.model.rope_factors == NULL);
    free(options.keys.at);

    options = sample_small();
    options.has_rope_freqs = true;
    sample_file file = sample_make(&options);
    size_t at = (size_t)(sample_data(&file, &options, "rope_freqs.weight") - file.bytes);
    memset(file.bytes + at, 0, sizeof(float));
    CHECK_TEXT(load_bytes(file.bytes, file.size), "E-GGUF-TENSOR");
    CHECK_TEXT(bb_failure_details(),
               "m.gguf: tensor rope_freqs.weight has 0.000000000 at 0: nothing to divide by");
    free(file.bytes);
}

/* --- Vocabulary --- */

static void check_piece(size_t token, const char *text, bb_token_type type)
{
    const bb_piece *piece = &kernel.model.vocabulary.pieces[token];
    CHECK_EQUAL(piece->length, strlen(text));
    CHECK_EQUAL(memcmp(piece->text, text, piece->length), 0);
    CHECK_EQUAL(piece->type, type);
    CHECK_NEAR(piece->score, -(double)token, 0);
}

TEST(vocabulary)
{
    sample_options options = sample_small();
    CHECK_TEXT(load(&options), "");
    const bb_vocabulary *words = &kernel.model.vocabulary;
    CHECK_TEXT(words->model, "llama");
    CHECK_TEXT(words->pre, "");
    CHECK_EQUAL(words->count, 20);
    CHECK_EQUAL(words->merge_count, 0);
    check_piece(0, "<unk>", BB_TOKEN_TYPE_UNKNOWN);
    check_piece(1, "<s>", BB_TOKEN_TYPE_CONTROL);
    check_piece(2, "</s>", BB_TOKEN_TYPE_CONTROL);
    check_piece(3, "<0x41>", BB_TOKEN_TYPE_BYTE);
    check_piece(4, "<|im_end|>", BB_TOKEN_TYPE_CONTROL); /* the file calls it normal */
    check_piece(5, "\xe2\x96\x81t", BB_TOKEN_TYPE_USER_DEFINED);
    check_piece(6, "t6", BB_TOKEN_TYPE_UNUSED);
    check_piece(7, "t7", BB_TOKEN_TYPE_NORMAL); /* what there is no type for */
    check_piece(8, "t8", BB_TOKEN_TYPE_NORMAL);
    check_piece(19, "t19", BB_TOKEN_TYPE_NORMAL);
    CHECK_EQUAL(words->begin_token, 1);
    CHECK_EQUAL(words->end_token, 2);
    CHECK_EQUAL(words->end_of_turn_token, 4);
    CHECK_EQUAL(words->unknown_token, 0);
    CHECK(words->add_begin && words->add_space_prefix);
    CHECK_EQUAL(kernel.model.begin_token, 1);
    CHECK_EQUAL(kernel.model.end_token, 2);
    CHECK_EQUAL(kernel.model.end_of_turn_token, 4);
}

static void check_merge(size_t rank, const char *text)
{
    const bb_merge *merge = &kernel.model.vocabulary.merges[rank];
    CHECK_EQUAL(merge->length, strlen(text));
    CHECK_EQUAL(memcmp(merge->text, text, merge->length), 0);
}

TEST(merges)
{
    sample_options options = sample_small();
    options.has_merges = true;
    options.keys = text("tokenizer.ggml.pre", "llama-bpe");
    put_key_u32(&options.keys, "tokenizer.ggml.eot_token_id", 7);
    options.key_count = 2;
    CHECK_TEXT(load(&options), "");
    const bb_vocabulary *words = &kernel.model.vocabulary;
    CHECK_TEXT(words->model, "gpt2");
    CHECK_TEXT(words->pre, "llama-bpe");
    CHECK_EQUAL(words->merge_count, 3);
    check_merge(0, "t 1");
    check_merge(1, "t1 0");
    check_merge(2, "\xc4\xa0 t");
    CHECK(words->add_begin && !words->add_space_prefix);
    CHECK_EQUAL(words->end_of_turn_token, 7);
    CHECK_EQUAL(words->unknown_token, -1);
    free(options.keys.at);
}

/* The begin token in front of a text: what the file tells, else what llama.cpp does. */
TEST(begin_tokens)
{
    static const struct {
        const char *pre;
        int told; /* -1: not */
        bool is_bpe, expected;
    } cases[] = {
        {"", -1, false, true},         {"", 0, false, false},      {"", -1, true, false},
        {"qwen2", -1, true, false},    {"qwen2", 1, true, true},   {"llama-bpe", -1, true, true},
        {"llama-bpe", 0, true, false}, {"tekken", -1, true, true}, {"smollm", -1, true, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sample_options options = sample_small();
        options.has_merges = cases[i].is_bpe;
        options.keys = text("tokenizer.ggml.pre", cases[i].pre);
        options.key_count = 1;
        if (cases[i].told >= 0) {
            put_key_bool(&options.keys, "tokenizer.ggml.add_bos_token", cases[i].told);
            options.key_count = 2;
        }
        CHECK_TEXT(load(&options), "");
        CHECK_EQUAL(kernel.model.vocabulary.add_begin, cases[i].expected);
        free(options.keys.at);
    }
}

/* Gemma's vocabularies are of kind "llama", without a blank in front of texts. */
TEST(space_prefix)
{
    for (int told = 0; told < 2; told++) {
        sample_options options = sample_small();
        put_key_bool(&options.keys, "tokenizer.ggml.add_space_prefix", told);
        options.key_count = 1;
        CHECK_TEXT(load(&options), "");
        CHECK_EQUAL(kernel.model.vocabulary.add_space_prefix, told);
        free(options.keys.at);
    }
}

/* A token that there is not is none. */
TEST(tokens_out_of_range)
{
    sample_options options = sample_small();
    change_key(&options, "tokenizer.ggml.bos_token_id", number("tokenizer.ggml.bos_token_id", 20));
    CHECK_TEXT(load(&options), "");
    CHECK_EQUAL(kernel.model.begin_token, 1); /* the default of this kind of tokenizer */
    options.has_merges = true;
    CHECK_TEXT(load(&options), "");
    CHECK_EQUAL(kernel.model.begin_token, 11);
    options.tokens = 8;
    CHECK_TEXT(load(&options), "");
    CHECK_EQUAL(kernel.model.begin_token, -1);
    CHECK(!kernel.model.vocabulary.add_begin);
    free(options.keys.at);
}

/* --- What Gemma has --- */

static sample_options gemma(void)
{
    sample_options options = sample_small();
    options.architecture = "gemma2";
    options.has_norms_behind = true;
    options.keys = number("gemma2.attention.sliding_window", 7);
    options.key_count = 1;
    return options;
}

TEST(windows_and_caps)
{
    sample_options options = gemma();
    check_weights(&options);
    CHECK_EQUAL(kernel.model.window, 14); /* as the architecture completes it */
    CHECK_NEAR(kernel.model.attention_cap, 0, 0);
    CHECK_NEAR(kernel.model.logit_cap, 0, 0);
    put_key_f32(&options.keys, "gemma2.attn_logit_softcapping", 50);
    put_key_f32(&options.keys, "gemma2.final_logit_softcapping", 30);
    options.key_count = 3;
    options.has_head_norms = true;
    options.head_size = 20;
    options.type = "Q4_0";
    check_weights(&options);
    CHECK_NEAR(kernel.model.attention_cap, 50, 0);
    CHECK_NEAR(kernel.model.logit_cap, 30, 0);
    options.key_count = 0;
    free(options.keys.at);
    options.keys = (gguf_bytes){0};
    check_failure(&options, "E-MODEL-CONSTANT", "m.gguf: no window");
}

TEST(hostile_windows_and_caps)
{
    const char *window = "gemma2.attention.sliding_window";
    const char *keys[] = {"gemma2.attn_logit_softcapping", "gemma2.final_logit_softcapping"};
    sample_options options = gemma();
    free(options.keys.at);
    options.keys = text(window, "seven");
    check_failure(&options, "E-GGUF-METADATA",
                  "m.gguf: key gemma2.attention.sliding_window has a value that it cannot have");
    free(options.keys.at);
    options.keys = (gguf_bytes){0};
    put_key_array(&options.keys, window, 4, 2); /* one for each layer */
    put64(&options.keys, 7);
    CHECK_TEXT(load(&options), "E-GGUF-METADATA");
    free(options.keys.at);
    options.keys = number(window, 7);
    put_key_u32(&options.keys, window, 7);
    options.key_count = 2;
    check_failure(&options, "E-GGUF-METADATA",
                  "m.gguf: key gemma2.attention.sliding_window is there twice");
    for (size_t i = 0; i < 2; i++) {
        static const float bad[] = {NAN, INFINITY, -INFINITY};
        for (size_t j = 0; j < sizeof bad / sizeof *bad; j++) {
            free(options.keys.at);
            options.keys = number(window, 7);
            put_key_f32(&options.keys, keys[i], bad[j]);
            CHECK_TEXT(load(&options), "E-GGUF-METADATA");
        }
    }
    free(options.keys.at);
}

/* Architectures that have these norms must have all of them, others none. */
TEST(norms_behind)
{
    static const char *const names[] = {"blk.0.post_attention_norm.weight",
                                        "blk.1.post_attention_norm.weight",
                                        "blk.0.post_ffw_norm.weight", "blk.1.post_ffw_norm.weight"};
    sample_options options = gemma();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char details[128];
        snprintf(details, sizeof details, "m.gguf: tensor %s is missing", names[i]);
        options.without = names[i];
        check_failure(&options, "E-GGUF-TENSOR", details);
    }
    options.without = NULL;
    options.has_norms_behind = false;
    check_failure(&options, "E-GGUF-TENSOR",
                  "m.gguf: tensor blk.0.post_attention_norm.weight is missing");
    free(options.keys.at);
    options = sample_small();
    options.has_norms_behind = true;
    check_failure(&options, "E-GGUF-TENSOR",
                  "m.gguf: tensor 7, blk.0.post_attention_norm.weight: models of the architectures "
                  "that there are have none like it");
}

/* --- Tensors --- */

TEST(missing_tensors)
{
    static const char *const names[] = {
        "token_embd.weight",        "output_norm.weight",    "blk.0.attn_norm.weight",
        "blk.1.attn_q.weight",      "blk.0.attn_k.weight",   "blk.1.attn_v.weight",
        "blk.0.attn_output.weight", "blk.1.ffn_norm.weight", "blk.0.ffn_gate.weight",
        "blk.1.ffn_up.weight",      "blk.1.ffn_down.weight", "blk.1.attn_q.bias",
        "blk.0.attn_k_norm.weight"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char details[128];
        snprintf(details, sizeof details, "m.gguf: tensor %s is missing", names[i]);
        sample_options options = sample_small();
        options.has_biases = options.has_head_norms = true;
        options.without = names[i];
        check_failure(&options, "E-GGUF-TENSOR", details);
    }
}

TEST(hostile_tensors)
{
    sample_options options = sample_small();
    options.twice = "blk.1.attn_k.weight";
    check_failure(&options, "E-GGUF-TENSOR", "m.gguf: tensor blk.1.attn_k.weight is there twice");
    options = sample_small();
    options.shifted = "blk.0.attn_k.weight";
    check_failure(&options, "E-GGUF-TENSOR",
                  "m.gguf: tensor 4, blk.0.attn_k.weight, begins at byte 6816 of the data; the "
                  "one before it ends at 6784");
    options = sample_small();
    options.extra_dimension = "blk.0.attn_q.weight";
    check_failure(&options, "E-GGUF-TENSOR",
                  "m.gguf: tensor 3, blk.0.attn_q.weight, has 32 x 32 x 2 x 1 elements; the "
                  "model's shape has 32 x 32 there");
    options = sample_small();
    options.renamed = "blk.0.attn_q.weight";
    static const char *const names[] = {
        "blk.0.attn_q",
        "blk.0.ffn_gate_exps.weight",
        "blk.00.attn_q.weight",
        "blk..attn_q.weight",
        "blk.2.attn_q.weight",
        "blk.1000000.attn_q.weight",
        "blk.",
        "attn_q.weight",
        "",
        "a name that has more bytes than any tensor's name may have, which are 63",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        options.new_name = names[i];
        CHECK_TEXT(load(&options), "E-GGUF-TENSOR");
    }
    options.new_name = "bell\a and \x1b[1m";
    check_failure(&options, "E-GGUF-TENSOR",
                  "m.gguf: tensor 3, bell??and??[1m: models of the architectures that there are "
                  "have none like it");
}

TEST(types_that_are_not_read)
{
    sample_options options = sample_small();
    options.of_type = "blk.1.ffn_up.weight";
    options.other_type = 17;
    check_failure(&options, "E-GGUF-TYPE",
                  "m.gguf: tensor 18, blk.1.ffn_up.weight, has type IQ2_XS (ggml's number 17)");
    options.other_type = 4;
    check_failure(&options, "E-GGUF-TYPE",
                  "m.gguf: tensor 18, blk.1.ffn_up.weight, has type unknown (ggml's number 4)");
    options.other_type = UINT32_MAX;
    CHECK_TEXT(load(&options), "E-GGUF-TYPE");
    options.other_type = 12;
    check_failure(&options, "E-GGUF-TENSOR",
                  "m.gguf: tensor 18, blk.1.ffn_up.weight: its rows are no whole blocks of its "
                  "type");
}

TEST(types_that_are_not_installed)
{
    sample_options options = sample_small();
    options.type = "Q5_1";
    sample_installed = ~(1u << BB_DTYPE_Q8_0);
    check_failure(&options, "E-WEIGHT-TYPE",
                  "m.gguf: tensor 1, token_embd.weight, has type Q5_1, which is Q8_0 in memory");
    sample_installed = 1u << BB_DTYPE_Q8_0; /* norms are no matrices: F32 is not needed */
    CHECK_TEXT(load(&options), "");
    sample_installed = ~0u;
}

TEST(weights_that_are_no_numbers)
{
    for (size_t i = 0; i < sample_type_count; i++) {
        sample_options options = sample_small();
        options.type = sample_types[i].name;
        options.dim = 256;
        sample_file file = sample_make(&options);
        const char *names[] = {"blk.1.attn_v.weight", "blk.1.attn_norm.weight"};
        for (size_t j = 0; j < 2; j++) {
            size_t data = (size_t)(sample_data(&file, &options, names[j]) - file.bytes);
            const sample_type *type = j == 0 ? &sample_types[i] : &sample_types[0];
            bool is_float = type->in_memory == BB_DTYPE_F32;
            size_t at = data + (is_float ? 2 : (size_t)type->scales_at[0]);
            uint8_t before[2];
            memcpy(before, file.bytes + at, 2);
            memcpy(file.bytes + at, is_float ? "\x80\x7f" : "\x80\x7f", 2);
            CHECK_TEXT(load_bytes(file.bytes, file.size), "E-WEIGHTS-NAN");
            memcpy(file.bytes + at, before, 2);
        }
        free(file.bytes);
    }
}

/* A scale that Q4_1 has no room for. */
TEST(scales_that_are_too_large)
{
    sample_options options = sample_small();
    options.type = "Q4_K";
    options.dim = 256;
    sample_file file = sample_make(&options);
    size_t at = (size_t)(sample_data(&file, &options, "token_embd.weight") - file.bytes);
    memset(file.bytes + at + 4, 0xff, 12);  /* all scales 63 */
    memcpy(file.bytes + at, "\xff\x7b", 2); /* 65504 */
    CHECK_TEXT(load_bytes(file.bytes, file.size), "E-WEIGHTS-NAN");
    CHECK_TEXT(bb_failure_details(),
               "m.gguf: tensor token_embd.weight has a weight that is too large");
    free(file.bytes);
}

static size_t bytes_of_layers(const char *type, uint32_t layers)
{
    sample_options options = sample_small();
    options.type = type;
    options.layers = layers;
    options.dim = options.hidden = 256;
    options.heads = options.kv_heads = options.head_size = 16;
    CHECK_TEXT(load(&options), "");
    return kernel.model.weight_bytes;
}

/* A matrix of Q4_K takes 5 bits a weight, one of Q5_K 8.5: what one more layer needs. */
TEST(memory_of_k_quants)
{
    enum { WEIGHTS = 7 * 256 * 256, VECTORS = 2 * 256 * sizeof(float), REST = sizeof(bb_layer) };
    static const struct {
        const char *type;
        size_t sixteenths; /* of a bit a weight */
    } cases[] = {{"Q4_K", 80}, {"Q4_1", 80}, {"Q5_K", 136}, {"Q6_K", 136}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t layer = bytes_of_layers(cases[i].type, 3) - bytes_of_layers(cases[i].type, 2);
        size_t expected = WEIGHTS / 8 * cases[i].sixteenths / 16 + VECTORS;
        CHECK(layer >= expected && layer <= expected + REST + BB_PANEL_ALIGNMENT);
    }
}

/* A scale that Q8_0 has no room for. */
TEST(weights_that_are_too_large)
{
    sample_options options = sample_small();
    options.type = "Q6_K";
    options.dim = 256;
    sample_file file = sample_make(&options);
    size_t at = (size_t)(sample_data(&file, &options, "token_embd.weight") - file.bytes);
    memset(file.bytes + at + 192, 0x7f, 16);      /* all scales 127 */
    memset(file.bytes + at, 0, 192);              /* all quants -32 */
    memcpy(file.bytes + at + 208, "\xff\x7b", 2); /* 65504 */
    CHECK_TEXT(load_bytes(file.bytes, file.size), "E-WEIGHTS-NAN");
    CHECK_TEXT(bb_failure_details(),
               "m.gguf: tensor token_embd.weight has a weight that is too large");
    free(file.bytes);
}

/* --- Whole files --- */

TEST(other_files)
{
    sample_options options = sample_small();
    options.version = 1;
    check_failure(&options, "E-GGUF-VERSION", "m.gguf has version 1 of GGUF");
    options.version = 4;
    check_failure(&options, "E-GGUF-VERSION", "m.gguf has version 4 of GGUF");
    options.version = 3 << 24;
    check_failure(&options, "E-GGUF-VERSION", "m.gguf is big-endian");
    CHECK(!bb_format_gguf_probe((const uint8_t *)"GGU", 3, 3));
    CHECK(!bb_format_gguf_probe((const uint8_t *)"BAOBABW1", 8, 8));
    CHECK(!bb_format_gguf_probe(NULL, 0, 0));
}

TEST(every_truncation)
{
    sample_options options = sample_small();
    options.type = "Q4_0";
    options.has_merges = true;
    sample_file file = sample_make(&options);
    for (size_t size = 0; size < file.size; size++) {
        CHECK_TEXT(load_bytes(file.bytes, size), size < 4 ? "no format" : "E-MODEL-TRUNCATED");
    }
    free(file.bytes);
}

/* Any byte of the front, any value: an error or a model, but within memory and time. */
static void change_every_byte_of_the_front(sample_options options)
{
    options.layers = 1;
    options.type = "Q8_0";
    sample_file file = sample_make(&options);
    static const uint8_t values[] = {0x00, 0x01, 0x7f, 0x80, 0xff};
    for (size_t at = 4; at < file.data_at; at++) {
        uint8_t good = file.bytes[at];
        for (size_t i = 0; i < sizeof values; i++) {
            file.bytes[at] = values[i];
            load_bytes(file.bytes, file.size);
        }
        file.bytes[at] = good;
    }
    CHECK_TEXT(load_bytes(file.bytes, file.size), "");
    free(file.bytes);
}

TEST(every_byte_of_the_front)
{
    change_every_byte_of_the_front(sample_small());
    sample_options options = gemma();
    change_every_byte_of_the_front(options);
    free(options.keys.at);
}

int main(void)
{
    int failed =
        RUN(types) | RUN(turned_heads) | RUN(large_matrices) | RUN(alignments_and_versions) |
        RUN(shape_and_constants) | RUN(defaults) | RUN(missing_keys) | RUN(hostile_values) |
        RUN(integers_of_any_type) | RUN(keys_that_are_there_twice) | RUN(the_context_is_the_files) |
        RUN(rope_factors) | RUN(vocabulary) | RUN(merges) | RUN(begin_tokens) | RUN(space_prefix) |
        RUN(tokens_out_of_range) | RUN(windows_and_caps) | RUN(hostile_windows_and_caps) |
        RUN(norms_behind) | RUN(missing_tensors) | RUN(hostile_tensors) |
        RUN(types_that_are_not_read) | RUN(types_that_are_not_installed) |
        RUN(weights_that_are_no_numbers) | RUN(weights_that_are_too_large) |
        RUN(scales_that_are_too_large) | RUN(memory_of_k_quants) | RUN(other_files) |
        RUN(every_truncation) | RUN(every_byte_of_the_front);
    fake_free_arenas();
    return failed;
}

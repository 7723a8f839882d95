/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/tensors.c ../../main/c/finite.c ../../main/c/header.c
   ../../main/c/load.c f32.c
   ../../../../../kernel-templates/src/main/c/kernel/architecture.c
   ../../../../../kernel-templates/src/main/c/kernel/model_shape.c
   ../../../../../kernel-templates/src/test/c/fake_architecture.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c */
#include "bb_architecture.h"
#include "bb_kernel.h"
#include "bb_memory.h"
#include "bb_test.h"
#include "f32.h"
#include "fake_kernel.h"
#include "finite.h"
#include "format_llama2c.h"

/* dim, hidden, layers, heads, kv_heads, vocabulary, context: none of them a multiple of a vector */
static const int32_t shape[7] = {12, 22, 3, 2, 1, 11, 5};

static bb_kernel kernel;

typedef struct file {
    uint8_t *bytes;
    size_t size;
} file;

static void put(file *out, const void *bytes, size_t length)
{
    out->bytes = realloc(out->bytes, out->size + length);
    memcpy(out->bytes + out->size, bytes, length);
    out->size += length;
}

/* Weights whose values tell where they belong: the tensor's number, then a count within it. */
static void put_tensor(file *out, int number, size_t elements)
{
    for (size_t i = 0; i < elements; i++) {
        float value = (float)(number * 10000 + (int)i);
        put(out, &value, sizeof value);
    }
}

enum { DIM = 12, HIDDEN = 22, LAYERS = 3, KV = 6, VOCABULARY = 11, CONTEXT = 5, PAIRS = 3 };

static file legacy(bool shared)
{
    file out = {0};
    int32_t numbers[7];
    memcpy(numbers, shape, sizeof numbers);
    numbers[5] = shared ? VOCABULARY : -VOCABULARY;
    put(&out, numbers, sizeof numbers);
    put_tensor(&out, 1, VOCABULARY * DIM);
    put_tensor(&out, 2, LAYERS * DIM);
    put_tensor(&out, 3, LAYERS * DIM * DIM);
    put_tensor(&out, 4, LAYERS * KV * DIM);
    put_tensor(&out, 5, LAYERS * KV * DIM);
    put_tensor(&out, 6, LAYERS * DIM * DIM);
    put_tensor(&out, 7, LAYERS * DIM);
    put_tensor(&out, 8, LAYERS * HIDDEN * DIM);
    put_tensor(&out, 9, LAYERS * HIDDEN * DIM);
    put_tensor(&out, 10, LAYERS * HIDDEN * DIM);
    put_tensor(&out, 11, DIM);
    put_tensor(&out, 12, 2 * CONTEXT * PAIRS);
    if (!shared) {
        put_tensor(&out, 13, VOCABULARY * DIM);
    }
    return out;
}

static file version_1(bool shared)
{
    file out = {0};
    const uint8_t zeros[256] = {0};
    const uint8_t flag = shared;
    put(&out, "24ka\1\0\0", 8);
    put(&out, shape, sizeof shape);
    put(&out, &flag, 1);
    put(&out, zeros, 256 - out.size);
    put_tensor(&out, 2, LAYERS * DIM);
    put_tensor(&out, 7, LAYERS * DIM);
    put_tensor(&out, 11, DIM);
    put_tensor(&out, 1, VOCABULARY * DIM);
    put_tensor(&out, 3, LAYERS * DIM * DIM);
    put_tensor(&out, 4, LAYERS * KV * DIM);
    put_tensor(&out, 5, LAYERS * KV * DIM);
    put_tensor(&out, 6, LAYERS * DIM * DIM);
    put_tensor(&out, 8, LAYERS * HIDDEN * DIM);
    put_tensor(&out, 9, LAYERS * HIDDEN * DIM);
    put_tensor(&out, 10, LAYERS * HIDDEN * DIM);
    if (!shared) {
        put_tensor(&out, 13, VOCABULARY * DIM);
    }
    return out;
}

/* What the kernel does with a file; "" or the failure's code. */
static const char *load(const uint8_t *bytes, size_t size)
{
    fake_free_arenas();
    uint8_t *exact = malloc(size);
    memcpy(exact, bytes, size);
    bb_source source = fake_source("model.bin", exact, size);
    bb_status status = BB_OK;
    if (!bb_format_llama2c_probe(exact, size < 4096 ? size : 4096, size)) {
        free(exact);
        return "no format";
    }
    status = bb_format_llama2c_header(&kernel, &source);
    if (!status) {
        status = bb_format_llama2c_load(&kernel, &source);
    }
    free(exact);
    return status ? status->name : "";
}

static float expected_at(int number, size_t index)
{
    return (float)(number * 10000 + (int)index);
}

static void check_matrix(bb_matrix matrix, int number, size_t layer, size_t rows, size_t cols)
{
    CHECK_EQUAL(matrix.rows, rows);
    CHECK_EQUAL(matrix.cols, cols);
    CHECK_EQUAL(matrix.type, BB_DTYPE_F32);
    CHECK_EQUAL((uintptr_t)matrix.data % BB_PANEL_ALIGNMENT, 0);
    for (size_t row = 0; row < bb_panels(rows) * BB_PANEL_ROWS; row++) {
        for (size_t col = 0; col < cols; col++) {
            float expected =
                row < rows ? expected_at(number, (layer * rows + row) * cols + col) : 0;
            CHECK_EQUAL(f32_at(matrix.data, cols, row, col), expected);
        }
    }
}

static void check_norm(const float *norm, int number, size_t layer)
{
    for (size_t i = 0; i < DIM; i++) {
        CHECK_EQUAL(norm[i], expected_at(number, layer * DIM + i));
    }
}

static void check_model(bool shared)
{
    const bb_model *model = &kernel.model;
    CHECK_EQUAL(model->shape.head_size, 6);
    CHECK_EQUAL(model->shape.shared_classifier, shared);
    CHECK_EQUAL(model->begin_token, 1);
    CHECK_EQUAL(model->end_token, 2);
    CHECK_EQUAL(model->end_of_turn_token, -1);
    CHECK_EQUAL(model->vocabulary.count, 0);
    CHECK_EQUAL(model->shape.vocabulary, VOCABULARY);
    for (size_t i = 0; i < LAYERS; i++) {
        const bb_layer *layer = &model->layer[i];
        check_norm(layer->attention_norm, 2, i);
        check_matrix(layer->query, 3, i, DIM, DIM);
        check_matrix(layer->key, 4, i, KV, DIM);
        check_matrix(layer->value, 5, i, KV, DIM);
        check_matrix(layer->attention_out, 6, i, DIM, DIM);
        check_norm(layer->ffn_norm, 7, i);
        check_matrix(layer->gate, 8, i, HIDDEN, DIM);
        check_matrix(layer->down, 9, i, DIM, HIDDEN);
        check_matrix(layer->up, 10, i, HIDDEN, DIM);
    }
    check_matrix(model->embedding, 1, 0, VOCABULARY, DIM);
    check_norm(model->final_norm, 11, 0);
    check_matrix(model->classifier, shared ? 1 : 13, 0, VOCABULARY, DIM);
}

TEST(layouts)
{
    file (*const makers[])(bool) = {legacy, version_1};
    for (size_t i = 0; i < 2; i++) {
        for (int shared = 0; shared < 2; shared++) {
            file made = makers[i](shared);
            CHECK_TEXT(load(made.bytes, made.size), "");
            check_model(shared);
            size_t header = i == 0 ? 28 : 256;
            size_t rope = i == 0 ? 2 * CONTEXT * PAIRS : 0;
            CHECK_EQUAL(kernel.model.parameters, (made.size - header) / sizeof(float) - rope);
            CHECK_TEXT(kernel.model.architecture->name, "llama");
            CHECK_NEAR(kernel.model.embedding_scale, 1, 0);
            free(made.bytes);
        }
    }
}

/* Matrices that are read in several pieces; every weight tells where it belongs. */
TEST(pieces)
{
    enum { BIG_DIM = 1024, BIG_HIDDEN = 531, BIG_VOCABULARY = 300 };
    const int32_t numbers[7] = {BIG_DIM, BIG_HIDDEN, 2, 8, 4, BIG_VOCABULARY, 4};
    const struct {
        size_t copies, rows, cols;
    } tensors[] = {{1, BIG_VOCABULARY, BIG_DIM},
                   {2, 1, BIG_DIM},
                   {2, BIG_DIM, BIG_DIM},
                   {2, BIG_DIM / 2, BIG_DIM},
                   {2, BIG_DIM / 2, BIG_DIM},
                   {2, BIG_DIM, BIG_DIM},
                   {2, 1, BIG_DIM},
                   {2, BIG_HIDDEN, BIG_DIM},
                   {2, BIG_DIM, BIG_HIDDEN},
                   {2, BIG_HIDDEN, BIG_DIM},
                   {1, 1, BIG_DIM},
                   {2, 4, BIG_DIM / 8 / 2}};
    size_t elements = 0;
    for (size_t i = 0; i < sizeof tensors / sizeof *tensors; i++) {
        elements += tensors[i].copies * tensors[i].rows * tensors[i].cols;
    }
    size_t size = sizeof numbers + elements * sizeof(float);
    uint8_t *bytes = malloc(size);
    memcpy(bytes, numbers, sizeof numbers);
    for (size_t i = 0; i < elements; i++) { /* below 2^24: exact in a float */
        float value = (float)i;
        memcpy(bytes + sizeof numbers + i * sizeof value, &value, sizeof value);
    }
    CHECK_TEXT(load(bytes, size), "");
    free(bytes);

    const bb_layer *last = &kernel.model.layer[1];
    const bb_matrix matrices[12] = {
        [0] = kernel.model.embedding, [2] = last->query, [3] = last->key,  [4] = last->value,
        [5] = last->attention_out,    [7] = last->gate,  [8] = last->down, [9] = last->up};
    size_t first = 0;
    for (size_t i = 0; i < 12; i++) {
        first += (tensors[i].copies - 1) * tensors[i].rows * tensors[i].cols;
        for (size_t j = 0; matrices[i].data && j < matrices[i].rows * matrices[i].cols; j++) {
            size_t row = j / matrices[i].cols, col = j % matrices[i].cols;
            CHECK_EQUAL(f32_at(matrices[i].data, matrices[i].cols, row, col), first + j);
        }
        first += tensors[i].rows * tensors[i].cols;
    }
}

TEST(type_not_installed)
{
    file made = legacy(true);
    f32_installed = false;
    CHECK_TEXT(load(made.bytes, made.size), "E-WEIGHT-TYPE");
    f32_installed = true;
    free(made.bytes);
}

TEST(real_model)
{
    size_t size;
    char *bytes = fake_file(fake_models(), "stories260K.bin", &size);
    CHECK_TEXT(load((uint8_t *)bytes, size), "");
    CHECK_EQUAL(kernel.model.parameters, 260032);
    CHECK_EQUAL(kernel.model.shape.kv_heads, 4);
    CHECK_EQUAL(kernel.model.shape.context, 512);
    free(bytes);
}

TEST(every_truncation)
{
    file (*const makers[])(bool) = {legacy, version_1};
    for (size_t i = 0; i < 2; i++) {
        file made = makers[i](false);
        for (size_t size = 0; size < made.size; size++) {
            CHECK_TEXT(load(made.bytes, size), size < 28 ? "no format" : "E-MODEL-TRUNCATED");
        }
        put_tensor(&made, 14, 1);
        CHECK_TEXT(load(made.bytes, made.size), "E-MODEL-SIZE");
        char expected[128];
        snprintf(expected, sizeof expected, "model.bin has %zu bytes; its header tells of %zu",
                 made.size, made.size - 4);
        CHECK_TEXT(bb_failure_details(), expected);
        free(made.bytes);
    }
}

TEST(hostile_fields)
{
    static const char *const names[] = {"dim",        "hidden_dim", "n_layers",   "n_heads",
                                        "n_kv_heads", "vocab_size", "max_seq_len"};
    static const int32_t values[] = {0, -1, INT32_MIN, INT32_MAX, 1 << 21};
    for (size_t field = 0; field < 7; field++) {
        for (size_t i = 0; i < 5; i++) {
            for (size_t v1 = 0; v1 < 2; v1++) {
                file made = v1 ? version_1(true) : legacy(true);
                memcpy(made.bytes + (v1 ? 8 : 0) + field * 4, &values[i], 4);
                const char *code = load(made.bytes, made.size);
                if (!v1 && field == 5 && values[i] == -1) { /* a vocabulary of one */
                    CHECK_TEXT(code, "E-MODEL-SIZE");
                } else {
                    CHECK_TEXT(code, "E-MODEL-SHAPE");
                    CHECK(strstr(bb_failure_details(), names[field]) != NULL);
                }
                free(made.bytes);
            }
        }
    }
}

static void check_shape(size_t field, int32_t value, const char *details)
{
    file made = legacy(true);
    memcpy(made.bytes + field * 4, &value, 4);
    CHECK_TEXT(load(made.bytes, made.size), "E-MODEL-SHAPE");
    CHECK_TEXT(bb_failure_details(), details);
    free(made.bytes);
}

TEST(divisors)
{
    check_shape(3, 5, "model.bin: n_heads is 5: does not divide dim");
    check_shape(4, 3, "model.bin: n_kv_heads is 3: does not divide n_heads");
    check_shape(3, 4, "model.bin: head size is 3: the rotary embedding needs pairs");
    check_shape(0, -12, "model.bin: dim is -12: not from 1 to 1048576");
}

/* The greatest numbers that are allowed: sizes beyond 64 bits do not wrap around. */
TEST(overflow)
{
    file made = legacy(true);
    const int32_t greatest[7] = {1 << 20, 1 << 20, 1 << 20, 2, 2, 1 << 20, 1 << 20};
    memcpy(made.bytes, greatest, sizeof greatest);
    CHECK_TEXT(load(made.bytes, made.size), "E-MODEL-TRUNCATED");
    free(made.bytes);
}

TEST(versions)
{
    file made = version_1(true);
    made.bytes[4] = 2;
    CHECK_TEXT(load(made.bytes, made.size), "E-MODEL-VERSION");
    free(made.bytes);
}

TEST(other_files)
{
    const char *const others[] = {
        "GGUF\3\0\0\0\1\2\0\0\0\0\0\0\1\2\0\0\0\0\0\0\24\0\0\0\0\0\0\0general.architecture",
        "Once upon a time, there was a little girl named Lily."};
    CHECK_TEXT(load((const uint8_t *)others[0], 52), "no format");
    CHECK_TEXT(load((const uint8_t *)others[1], strlen(others[1])), "no format");
}

TEST(not_finite)
{
    const float bad[] = {NAN, -NAN, INFINITY, -INFINITY};
    for (size_t i = 0; i < 4; i++) {
        file made = legacy(false);
        size_t place = made.size - 4; /* the classifier's last weight */
        memcpy(made.bytes + place, &bad[i], 4);
        CHECK_TEXT(load(made.bytes, made.size), "E-WEIGHTS-NAN");
        CHECK(strstr(bb_failure_details(), "tensor output") != NULL);
        free(made.bytes);
    }
    for (size_t count = 0; count < 40; count++) {
        float *values = calloc(count, sizeof *values);
        CHECK(bb_format_llama2c_finite(values, count));
        for (size_t i = 0; i < count; i++) {
            values[i] = 3.4e38f;
            CHECK(bb_format_llama2c_finite(values, count));
            values[i] = i % 2 ? NAN : -INFINITY;
            CHECK(!bb_format_llama2c_finite(values, count));
            values[i] = -1e-45f;
        }
        free(values);
    }
}

TEST(random_headers)
{
    uint64_t seed = 11;
    file made = legacy(true);
    uint8_t *bytes = malloc(made.size);
    for (int round = 0; round < 20000; round++) {
        memcpy(bytes, made.bytes, made.size);
        for (int changes = 0; changes < 3; changes++) {
            bytes[bb_test_random(&seed) % 28] = (uint8_t)bb_test_random(&seed);
        }
        load(bytes, made.size);
    }
    free(bytes);
    free(made.bytes);
}

int main(void)
{
    int failed = RUN(layouts) | RUN(pieces) | RUN(type_not_installed) | RUN(real_model) |
                 RUN(every_truncation) | RUN(hostile_fields) | RUN(divisors) | RUN(overflow) |
                 RUN(versions) | RUN(other_files) | RUN(not_finite) | RUN(random_headers);
    fake_free_arenas();
    return failed;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: gguf_bytes.c gguf_sample.c sources.c */
/* fuzz-minutes: 10 */
/* libFuzzer target: any bytes as a GGUF file. What loads must be whole, and within its plan. */
#include "bb_architecture.h"
#include "bb_fuzz.h"
#include "bb_kernel.h"
#include "fake_kernel.h"
#include "format_gguf.h"
#include "gguf_sample.h"

static bb_kernel kernel;
static unsigned sum; /* of bytes that were read, so that they are */

static void read_ends(const void *data, size_t bytes)
{
    const uint8_t *at = data;
    if (bytes > 0)
        sum += at[0] + (unsigned)at[bytes - 1];
}

static void read_vector(const float *values, size_t count, bool is_optional)
{
    REQUIRE(values != NULL || is_optional);
    for (size_t i = 0; values != NULL && i < count; i++)
        REQUIRE(values[i] - values[i] == 0.0f);
}

static void read_matrix(const bb_matrix *matrix, size_t rows, size_t cols)
{
    REQUIRE(matrix->rows == rows && matrix->cols == cols && matrix->type < BB_DTYPE_COUNT);
    REQUIRE((uintptr_t)matrix->data % BB_PANEL_ALIGNMENT == 0);
    read_ends(matrix->data, bb_panels(rows) * bb_panel_bytes(matrix->type, cols));
}

static void read_layer(const bb_layer *layer, const bb_shape *shape)
{
    size_t dim = shape->dim, query = bb_shape_query_dim(shape), kv = bb_shape_kv_dim(shape);
    read_vector(layer->attention_norm, dim, false);
    read_matrix(&layer->query, query, dim);
    read_matrix(&layer->key, kv, dim);
    read_matrix(&layer->value, kv, dim);
    read_vector(layer->query_bias, query, true);
    read_vector(layer->key_bias, kv, true);
    read_vector(layer->value_bias, kv, true);
    read_vector(layer->query_norm, shape->head_size, true);
    read_vector(layer->key_norm, shape->head_size, true);
    read_matrix(&layer->attention_out, dim, query);
    bool lacks_norms = !kernel.model.architecture->norms_behind;
    read_vector(layer->attention_norm_behind, dim, lacks_norms);
    read_vector(layer->ffn_norm_behind, dim, lacks_norms);
    read_vector(layer->ffn_norm, dim, false);
    read_matrix(&layer->gate, shape->hidden, dim);
    read_matrix(&layer->up, shape->hidden, dim);
    read_matrix(&layer->down, dim, shape->hidden);
}

static void read_vocabulary(const bb_vocabulary *words)
{
    int32_t tokens[] = {words->begin_token, words->end_token, words->end_of_turn_token,
                        words->unknown_token};
    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
        REQUIRE(tokens[i] >= -1 && tokens[i] < (int64_t)kernel.model.shape.vocabulary);
    REQUIRE(!words->add_begin || words->begin_token >= 0);
    for (size_t i = 0; i < words->count; i++) {
        REQUIRE(words->pieces[i].type >= BB_TOKEN_TYPE_NORMAL &&
                words->pieces[i].type <= BB_TOKEN_TYPE_BYTE);
        read_ends(words->pieces[i].text, words->pieces[i].length);
    }
    for (size_t i = 0; i < words->merge_count; i++)
        read_ends(words->merges[i].text, words->merges[i].length);
    sum += (unsigned)strlen(words->model) + (unsigned)strlen(words->pre);
}

static void read_model(const bb_model *model)
{
    const bb_shape *shape = &model->shape;
    for (size_t i = 0; i < shape->layers; i++)
        read_layer(&model->layer[i], shape);
    read_matrix(&model->embedding, shape->vocabulary, shape->dim);
    read_vector(model->final_norm, shape->dim, false);
    read_matrix(&model->classifier, shape->vocabulary, shape->dim);
    read_vector(model->rope_factors, shape->head_size / 2, true);
    read_ends(model->chat_template, model->chat_template_length);
    read_vocabulary(&model->vocabulary);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t *file = fuzz_bytes(data, size);
    bb_source source = fake_source("m.gguf", file, size);
    bool known = bb_format_gguf_probe(file, size < 4096 ? size : 4096, size);
    bb_status status = known ? bb_format_gguf_header(&kernel, &source) : NULL;
    if (known && status == BB_OK) {
        size_t planned = kernel.model.weight_bytes + bb_format_gguf_demand(&kernel);
        status = bb_format_gguf_load(&kernel, &source);
        REQUIRE(fake_arena_bytes() <= planned);
        if (status == BB_OK) {
            REQUIRE(fake_arena_bytes() == planned);
            read_model(&kernel.model);
        }
    }
    fake_free_arenas();
    free(file);
    return 0;
}

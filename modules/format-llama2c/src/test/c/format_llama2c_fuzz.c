/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/tensors.c ../../main/c/finite.c ../../main/c/header.c
   ../../main/c/load.c f32.c
   ../../../../../kernel-templates/src/main/c/kernel/architecture.c
   ../../../../../kernel-templates/src/main/c/kernel/model_shape.c
   ../../../../../kernel-templates/src/test/c/fake_architecture.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c */
/*
 * libFuzzer target: any bytes as a model file, as long as they are, and as long as their header
 * tells, so that loading is reached.
 */
#include "bb_fuzz.h"
#include "bb_kernel.h"
#include "f32.h"
#include "fake_kernel.h"
#include "format_llama2c.h"
#include "tensors.h"

enum { MOST_BYTES = 1 << 18 };

static bb_kernel kernel;
static float sum; /* of values that were read, so that they are */

static void read_corners(const bb_matrix *matrix)
{
    REQUIRE(matrix->rows > 0 && matrix->cols > 0);
    sum += f32_at(matrix->data, matrix->cols, 0, 0);
    sum += f32_at(matrix->data, matrix->cols, bb_panels(matrix->rows) * BB_PANEL_ROWS - 1,
                  matrix->cols - 1);
}

static void read_model(const bb_model *model)
{
    for (size_t i = 0; i < model->shape.layers; i++) {
        const bb_layer *layer = &model->layer[i];
        const bb_matrix *const matrices[] = {&layer->query,        &layer->key,  &layer->value,
                                             &layer->gate,         &layer->down, &layer->up,
                                             &layer->attention_out};
        for (size_t j = 0; j < sizeof matrices / sizeof *matrices; j++)
            read_corners(matrices[j]);
        sum += layer->attention_norm[model->shape.dim - 1] + layer->ffn_norm[model->shape.dim - 1];
    }
    read_corners(&model->embedding);
    read_corners(&model->classifier);
    sum += model->final_norm[model->shape.dim - 1];
}

/* Bytes that the file must have, or SIZE_MAX. */
static size_t needed(const bb_model *model)
{
    size_t bytes = (size_t)model->data_offset;
    for (tensor tensor = 0; tensor < TENSOR_COUNT; tensor++) {
        size_t elements;
        if (!bb_format_llama2c_tensor_elements(&model->shape, layout_of(model), tensor,
                                               &elements) ||
            elements > MOST_BYTES / sizeof(float))
            return SIZE_MAX;
        bytes += elements * sizeof(float);
    }
    return bytes;
}

static bb_status take(const uint8_t *data, size_t size)
{
    uint8_t *file = fuzz_bytes(data, size);
    bb_source source = fake_source("model.bin", file, size);
    (void)bb_format_llama2c_probe(file, size < 256 ? size : 256, size);
    bb_status status = bb_format_llama2c_header(&kernel, &source);
    if (status == BB_OK) {
        REQUIRE(size <= kernel.model.weight_bytes + (size_t)MOST_BYTES);
        status = bb_format_llama2c_load(&kernel, &source);
        if (status == BB_OK)
            read_model(&kernel.model);
        else
            REQUIRE(strcmp(status->name, "E-WEIGHTS-NAN") == 0);
    }
    fake_free_arenas();
    free(file);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bb_status status = take(data, size);
    if (status == BB_OK || size < LEGACY_HEADER_BYTES ||
        strcmp(status->name, "E-MODEL-TRUNCATED") != 0)
        return 0;
    size_t bytes = size < kernel.model.data_offset ? SIZE_MAX : needed(&kernel.model);
    if (bytes > MOST_BYTES)
        return 0;
    REQUIRE(bytes > size);
    uint8_t *file = fuzz_bytes(data, size);
    file = realloc(file, bytes);
    if (file == NULL)
        exit(1);
    memset(file + size, 0x3f, bytes - size);
    status = take(file, bytes);
    REQUIRE(status == BB_OK || strcmp(status->name, "E-WEIGHTS-NAN") == 0);
    free(file);
    return 0;
}

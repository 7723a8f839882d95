/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: packed_file.c ../../../../../kernel-templates/src/main/c/kernel/crc32c.c
   ../../main/c/packed_header.c
   ../../main/c/load.c
   ../../main/c/packed_place.c ../../main/c/packed_table.c
   ../../../../../kernel-templates/src/main/c/kernel/architecture.c
   ../../../../../kernel-templates/src/main/c/kernel/model_shape.c
   ../../../../../kernel-templates/src/main/c/kernel/source_stream.c
   ../../../../../kernel-templates/src/test/c/fake_architecture.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c */
/*
 * libFuzzer target: any bytes as a packed file, and the same bytes once more with the checksums
 * that they should have, so that header and table are reached.
 */
#include "bb_fuzz.h"
#include "bb_kernel.h"
#include "fake_kernel.h"
#include "format_packed.h"
#include "packed_file.h"

static bb_kernel kernel;
static unsigned sum; /* of bytes that were read, so that they are */

static void read_ends(const void *data, size_t bytes)
{
    const uint8_t *at = data;
    REQUIRE(data != NULL && (uintptr_t)data % BB_PANEL_ALIGNMENT == 0);
    sum += at[0] + (unsigned)at[bytes - 1];
}

static void read_matrix(const bb_matrix *matrix, size_t rows, size_t cols)
{
    REQUIRE(matrix->rows == rows && matrix->cols == cols && matrix->type < BB_DTYPE_COUNT);
    read_ends(matrix->data, bb_panels(rows) * bb_panel_bytes(matrix->type, cols));
}

static void read_model(const bb_model *model)
{
    const bb_shape *shape = &model->shape;
    size_t dim = shape->dim, kv = bb_shape_kv_dim(shape);
    for (size_t i = 0; i < shape->layers; i++) {
        const bb_layer *layer = &model->layer[i];
        read_ends(layer->attention_norm, dim * sizeof(float));
        read_matrix(&layer->query, dim, dim);
        read_matrix(&layer->key, kv, dim);
        read_matrix(&layer->value, kv, dim);
        read_matrix(&layer->attention_out, dim, dim);
        read_ends(layer->ffn_norm, dim * sizeof(float));
        read_matrix(&layer->gate, shape->hidden, dim);
        read_matrix(&layer->up, shape->hidden, dim);
        read_matrix(&layer->down, dim, shape->hidden);
    }
    read_matrix(&model->embedding, shape->vocabulary, dim);
    read_ends(model->final_norm, dim * sizeof(float));
    read_matrix(&model->classifier, shape->vocabulary, dim);
}

static void take(const uint8_t *file, size_t size)
{
    bb_source source = fake_source("m.bin", file, size);
    (void)bb_format_packed_probe(file, size < 4096 ? size : 4096, size);
    bb_status status = bb_format_packed_header(&kernel, &source);
    if (status == BB_OK)
        status = bb_format_packed_load(&kernel, &source);
    if (status == BB_OK)
        read_model(&kernel.model);
    fake_free_arenas();
}

static size_t field(const uint8_t *file, size_t at, size_t bytes)
{
    uint64_t value = 0;
    memcpy(&value, file + at, bytes);
    return value;
}

/* Checksums as they should be, as far as the parts are where they can be. */
static void seal(uint8_t *file, size_t size)
{
    size_t header = field(file, 12, 4), data_at = field(file, 16, 8), bytes = field(file, 24, 8);
    size_t chunk = field(file, 32, 4), chunks = field(file, 36, 4);
    if (header < 128 || header > size)
        return;
    size_t list = (header + 63) / 64 * 64;
    if (chunk > 0 && data_at <= size && bytes <= size - data_at &&
        chunks == (bytes - 1) / chunk + 1 && list + 4 * (chunks + 1) <= size) {
        for (size_t i = 0; i < chunks; i++) {
            size_t left = bytes - i * chunk;
            uint32_t crc = packed_crc(file + data_at + i * chunk, left < chunk ? left : chunk);
            memcpy(file + list + 4 * i, &crc, sizeof crc);
        }
        uint32_t crc = packed_crc(file + list, 4 * chunks);
        memcpy(file + list + 4 * chunks, &crc, sizeof crc);
    }
    uint32_t crc = packed_crc(file + 12, header - 12);
    memcpy(file + 8, &crc, sizeof crc);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t *file = fuzz_bytes(data, size);
    take(file, size);
    if (size >= 128) {
        seal(file, size);
        take(file, size);
    }
    free(file);
    return 0;
}

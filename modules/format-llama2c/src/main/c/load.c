/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_kernel.h"
#include "bb_memory.h"
#include "finite.h"
#include "format_llama2c.h"
#include "tensors.h"

BB_ERROR(not_finite, "E-WEIGHTS-NAN",
         "The model file is damaged, or its training failed. Copy it again.");

/* What is read at once: some firmware fails on more, and it is still in the cache when checked. */
#define CHUNK_BYTES ((size_t)1 << 20)

/* Reads a tensor from the file. */
static bb_status load_tensor(bb_source *source, const char *name, uint64_t offset, float *out,
                             size_t elements)
{
    const size_t chunk = CHUNK_BYTES / sizeof *out;
    for (size_t done = 0; done < elements; done += chunk) {
        size_t count = elements - done < chunk ? elements - done : chunk;
        uint64_t at = offset + done * sizeof *out;
        bb_status status = bb_source_read(source, at, out + done, count * sizeof *out);
        if (status) {
            return status;
        }
        if (!bb_format_llama2c_finite(out + done, count)) {
            return bb_fail(&not_finite,
                           "%s: tensor %s has a weight that is no finite number, behind byte %llu",
                           source->name, name, (unsigned long long)at);
        }
    }
    return BB_OK;
}

static bb_status load_tensors(const bb_model *model, layout layout, bb_source *source,
                              float *data[TENSOR_COUNT])
{
    uint64_t offset = model->data_offset;
    for (size_t place = 0; place < TENSOR_COUNT; place++) {
        tensor tensor = bb_format_llama2c_tensor_at(layout, place);
        size_t elements = 0;
        (void)bb_format_llama2c_tensor_elements(&model->shape, layout, tensor,
                                                &elements); /* the header's check */
        uint64_t start = offset;
        offset += elements * sizeof(float);
        data[tensor] = 0;
        if (elements == 0 || tensor == TENSOR_ROPE) {
            continue;
        }
        bb_status status;
        data[tensor] = bb_arena_allocate(BB_ARENA_WEIGHTS, elements * sizeof(float), &status);
        if (!status) {
            status = load_tensor(source, bb_format_llama2c_tensor_name(tensor), start, data[tensor],
                                 elements);
        }
        if (status) {
            return status;
        }
    }
    return BB_OK;
}

/* The copy of a matrix for a layer. */
static bb_matrix matrix_of(const bb_shape *shape, layout layout, tensor tensor,
                           float *const data[TENSOR_COUNT], size_t copy)
{
    tensor_size size = bb_format_llama2c_tensor_size_of(shape, layout, tensor);
    return (bb_matrix){
        .data = data[tensor] + copy * size.rows * size.cols,
        .rows = size.rows,
        .cols = size.cols,
        .stride = size.cols,
        .type = BB_DTYPE_F32,
    };
}

static void bind(bb_model *model, layout layout, float *const data[TENSOR_COUNT])
{
    const bb_shape *shape = &model->shape;
    for (size_t i = 0; i < shape->layers; i++) {
        model->layer[i] = (bb_layer){
            .attention_norm = data[TENSOR_ATTENTION_NORM] + i * shape->dim,
            .query = matrix_of(shape, layout, TENSOR_QUERY, data, i),
            .key = matrix_of(shape, layout, TENSOR_KEY, data, i),
            .value = matrix_of(shape, layout, TENSOR_VALUE, data, i),
            .attention_out = matrix_of(shape, layout, TENSOR_ATTENTION_OUT, data, i),
            .ffn_norm = data[TENSOR_FFN_NORM] + i * shape->dim,
            .gate = matrix_of(shape, layout, TENSOR_GATE, data, i),
            .down = matrix_of(shape, layout, TENSOR_DOWN, data, i),
            .up = matrix_of(shape, layout, TENSOR_UP, data, i),
        };
    }
    model->embedding = matrix_of(shape, layout, TENSOR_EMBEDDING, data, 0);
    model->final_norm = data[TENSOR_FINAL_NORM];
    model->classifier = shape->shared_classifier
                            ? model->embedding
                            : matrix_of(shape, layout, TENSOR_CLASSIFIER, data, 0);
}

bb_status bb_format_llama2c_load(bb_kernel *kernel, bb_source *source)
{
    bb_model *model = &kernel->model;
    layout layout = layout_of(model);
    float *data[TENSOR_COUNT];
    bb_status status;
    model->layer =
        bb_arena_allocate(BB_ARENA_WEIGHTS, model->shape.layers * sizeof *model->layer, &status);
    if (status) {
        return status;
    }
    status = load_tensors(model, layout, source, data);
    if (!status) {
        bind(model, layout, data);
    }
    return status;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_bytes.h"
#include "bb_kernel.h"
#include "bb_memory.h"
#include "finite.h"
#include "format_llama2c.h"
#include "tensors.h"

BB_ERROR(not_finite, "E-WEIGHTS-NAN",
         "The model file is damaged, or its training failed. Copy it again.");

/* Where tensors go: their copies, one behind the other. */
typedef struct destination {
    char *copies[TENSOR_COUNT];
    void *panel; /* room for the rows of one, in the file's order */
} destination;

/* Reads values as they stand in the file. */
static bb_status read_values(bb_source *source, const char *name, uint64_t offset, void *out,
                             size_t elements)
{
    bb_status status = bb_source_read(source, offset, out, elements * sizeof(float));
    if (!status && !bb_format_llama2c_finite(out, elements)) {
        return bb_fail(&not_finite,
                       "%s: tensor %s has a weight that is no finite number, behind byte %llu",
                       source->name, name, (unsigned long long)offset);
    }
    return status;
}

/* Packs rows that lie where their panels will be: a panel of float32 is as large as 16 rows. */
static void pack_in_place(char *panels, size_t rows, size_t cols, void *panel)
{
    const size_t row_bytes = cols * sizeof(float);
    const bb_weight_type *type = bb_weight_type_of(BB_DTYPE_F32);
    for (size_t row = 0; row < rows; row += BB_PANEL_ROWS) {
        size_t count = rows - row < BB_PANEL_ROWS ? rows - row : BB_PANEL_ROWS;
        memcpy(panel, panels + row * row_bytes, count * row_bytes);
        type->pack(panels + row * row_bytes, panel, row_bytes, count, cols);
    }
}

/*
 * Reads one copy, in pieces of whole panels that are still in the cache when they are looked at and
 * packed. No more than the model itself is in memory at any time, but for one panel.
 */
static bb_status load_copy(bb_source *source, const char *name, uint64_t offset, tensor_size size,
                           char *out, void *panel)
{
    const size_t row_bytes = size.cols * sizeof(float);
    const size_t panel_bytes = BB_PANEL_ROWS * row_bytes;
    const size_t panels = panel_bytes < BB_SOURCE_PART ? BB_SOURCE_PART / panel_bytes : 1;
    for (size_t row = 0; row < size.rows; row += panels * BB_PANEL_ROWS) {
        size_t left = size.rows - row;
        size_t rows = left < panels * BB_PANEL_ROWS ? left : panels * BB_PANEL_ROWS;
        char *piece = out + row * row_bytes;
        bb_status status =
            read_values(source, name, offset + row * row_bytes, piece, rows * size.cols);
        if (status) {
            return status;
        }
        if (size.is_matrix) {
            pack_in_place(piece, rows, size.cols, panel);
        }
    }
    return BB_OK;
}

static bb_status load_tensor(bb_source *source, const char *name, uint64_t offset, tensor_size size,
                             char *out, void *panel)
{
    if (!size.is_matrix) { /* all layers' at once */
        return read_values(source, name, offset, out, size.copies * size.cols);
    }
    bb_status status = BB_OK;
    for (size_t copy = 0; copy < size.copies && !status; copy++) {
        status = load_copy(source, name, offset + copy * size.rows * size.cols * sizeof(float),
                           size, out + copy * copy_bytes(size), panel);
    }
    return status;
}

static bb_status load_tensors(const bb_model *model, layout layout, bb_source *source,
                              destination *to)
{
    uint64_t offset = model->data_offset;
    bb_status status = BB_OK;
    bb_shape shape = model->shape;
    shape.context = model->trained_context; /* the file's tables of the rotary embedding have it */
    for (size_t place = 0; place < TENSOR_COUNT && !status; place++) {
        tensor tensor = bb_format_llama2c_tensor_at(layout, place);
        tensor_size size = bb_format_llama2c_tensor_size_of(&shape, layout, tensor);
        uint64_t start = offset;
        offset += (uint64_t)size.copies * size.rows * size.cols * sizeof(float);
        if (size.copies == 0 || tensor == TENSOR_ROPE) {
            continue;
        }
        to->copies[tensor] =
            bb_arena_allocate(BB_ARENA_WEIGHTS, size.copies * copy_bytes(size), &status);
        if (!status) {
            status = load_tensor(source, bb_format_llama2c_tensor_name(tensor), start, size,
                                 to->copies[tensor], to->panel);
        }
    }
    return status;
}

static const float *norm_of(const bb_shape *shape, const destination *from, tensor tensor,
                            size_t copy)
{
    return (const float *)(const void *)from->copies[tensor] + copy * shape->dim;
}

/* The copy of a matrix for a layer. */
static bb_matrix matrix_of(const bb_shape *shape, layout layout, const destination *from,
                           tensor tensor, size_t copy)
{
    tensor_size size = bb_format_llama2c_tensor_size_of(shape, layout, tensor);
    return (bb_matrix){
        .data = from->copies[tensor] + copy * copy_bytes(size),
        .rows = size.rows,
        .cols = size.cols,
        .type = BB_DTYPE_F32,
    };
}

static void bind(bb_model *model, layout layout, const destination *from)
{
    const bb_shape *shape = &model->shape;
    for (size_t i = 0; i < shape->layers; i++) {
        model->layer[i] = (bb_layer){
            .attention_norm = norm_of(shape, from, TENSOR_ATTENTION_NORM, i),
            .query = matrix_of(shape, layout, from, TENSOR_QUERY, i),
            .key = matrix_of(shape, layout, from, TENSOR_KEY, i),
            .value = matrix_of(shape, layout, from, TENSOR_VALUE, i),
            .attention_out = matrix_of(shape, layout, from, TENSOR_ATTENTION_OUT, i),
            .ffn_norm = norm_of(shape, from, TENSOR_FFN_NORM, i),
            .gate = matrix_of(shape, layout, from, TENSOR_GATE, i),
            .down = matrix_of(shape, layout, from, TENSOR_DOWN, i),
            .up = matrix_of(shape, layout, from, TENSOR_UP, i),
        };
    }
    model->embedding = matrix_of(shape, layout, from, TENSOR_EMBEDDING, 0);
    model->final_norm = norm_of(shape, from, TENSOR_FINAL_NORM, 0);
    model->classifier = shape->shared_classifier
                            ? model->embedding
                            : matrix_of(shape, layout, from, TENSOR_CLASSIFIER, 0);
}

bb_status bb_format_llama2c_load(bb_kernel *kernel, bb_source *source)
{
    bb_model *model = &kernel->model;
    layout layout = layout_of(model);
    destination to = {0};
    bb_status status;
    model->layer =
        bb_arena_allocate(BB_ARENA_WEIGHTS, model->shape.layers * sizeof *model->layer, &status);
    if (!status) {
        to.panel = bb_arena_allocate(BB_ARENA_WEIGHTS, largest_panel(&model->shape), &status);
    }
    if (!status) {
        status = load_tensors(model, layout, source, &to);
    }
    if (!status) {
        bind(model, layout, &to);
    }
    return status;
}

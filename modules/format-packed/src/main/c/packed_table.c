/* SPDX-License-Identifier: Apache-2.0 */
#include "packed_table.h"

#include "packed_place.h"

BB_ERROR(not_installed, "E-WEIGHT-TYPE",
         "Install the module of this type, weights-q8-0 for Q8_0 and so on; or quantize the model "
         "to a type that is installed.");

typedef struct entry {
    size_t kind;
    size_t type; /* a bb_dtype, perhaps */
    size_t layer;
    size_t rows;
    size_t cols;
    uint64_t at; /* in the data */
    uint64_t bytes;
} entry;

static entry entry_of(const uint8_t *bytes)
{
    return (entry){
        .kind = (size_t)number_at(bytes, 2),
        .type = (size_t)number_at(bytes + 2, 2),
        .layer = (size_t)number_at(bytes + 4, 4),
        .rows = (size_t)number_at(bytes + 8, 4),
        .cols = (size_t)number_at(bytes + 12, 4),
        .at = number_at(bytes + 16, 8),
        .bytes = number_at(bytes + 24, 8),
    };
}

/* The tensors and their data as far as they have been looked at. */
typedef struct progress {
    const char *file;
    size_t number; /* of the entry, from 0 */
    uint64_t end;  /* of the tensor before */
    uint64_t parameters;
    uint64_t of_type[BB_DTYPE_COUNT]; /* parameters */
} progress;

static bb_status wrong(const progress *progress, const char *name, const char *why)
{
    return bb_fail(&bb_format_packed_other_layout, "%s: tensor %zu%s%s: %s", progress->file,
                   progress->number + 1, *name ? ", " : "", name, why);
}

static bb_status check_type(const progress *progress, const entry *entry, const tensor_place *place)
{
    if (entry->type >= BB_DTYPE_COUNT || (place->is_norm && entry->type != BB_DTYPE_F32)) {
        return wrong(progress, place->name, "it has no type that it can have");
    }
    bb_dtype type = (bb_dtype)entry->type;
    if (!bb_dtype_fits(type, entry->cols)) {
        return wrong(progress, place->name, "its columns are no whole blocks of its type");
    }
    if (!place->is_norm && !bb_weight_type_of(type)) {
        return bb_fail(&not_installed, "%s: tensor %zu, %s, of layer %zu, has type %s",
                       progress->file, progress->number + 1, place->name, entry->layer,
                       bb_dtype_name(type));
    }
    return BB_OK;
}

/* Bytes that a tensor of a type that fits has; its rows and columns are at most 2^20. */
static uint64_t bytes_of(const entry *entry, bool is_norm)
{
    return is_norm ? entry->cols * sizeof(float)
                   : bb_matrix_bytes((bb_dtype)entry->type, entry->rows, entry->cols);
}

static bb_status check_place(const progress *progress, const packed_header *header,
                             const entry *entry, const tensor_place *place)
{
    if (entry->bytes != bytes_of(entry, place->is_norm)) {
        return wrong(progress, place->name, "its bytes are not what its type and shape take");
    }
    if (entry->at % BB_PANEL_ALIGNMENT != 0) {
        return wrong(progress, place->name, "it does not begin on a multiple of 64 bytes");
    }
    if (entry->at < progress->end) {
        return wrong(progress, place->name, "it overlaps the one before it");
    }
    if (entry->at > header->data_bytes || entry->bytes > header->data_bytes - entry->at) {
        return wrong(progress, place->name, "it ends behind the data");
    }
    return BB_OK;
}

static bb_status check(progress *progress, const packed_header *header, const bb_shape *shape,
                       const entry *entry, const tensor_place *place)
{
    if (!place->name) {
        return wrong(progress, "", "a model of this shape has none of its kind");
    }
    if (place->of_layer ? entry->layer >= shape->layers : entry->layer != 0) {
        return wrong(progress, place->name, "there is no such layer");
    }
    if (entry->rows != place->rows || entry->cols != place->cols) {
        return wrong(progress, place->name, "its rows and columns are not what the shape tells");
    }
    bb_status status = check_type(progress, entry, place);
    if (!status) {
        status = check_place(progress, header, entry, place);
    }
    progress->end = entry->at + entry->bytes; /* no more than data_bytes, or not used */
    progress->parameters += (uint64_t)entry->rows * entry->cols;
    if (!status) {
        progress->of_type[entry->type] += (uint64_t)entry->rows * entry->cols;
    }
    return status;
}

/* The type of most weights. */
static bb_dtype main_type(const progress *progress)
{
    bb_dtype most = BB_DTYPE_F32;
    for (bb_dtype type = BB_DTYPE_F32; type < BB_DTYPE_COUNT; type++) {
        most = progress->of_type[type] > progress->of_type[most] ? type : most;
    }
    return most;
}

/* Points the model to a tensor. False if it points to one of this kind already. */
static bool bind(bb_model *model, const entry *entry, const tensor_place *place,
                 const uint8_t *data)
{
    char *owner = place->of_layer ? (char *)&model->layer[entry->layer] : (char *)model;
    void *member = owner + place->member;
    if (place->is_norm) {
        const float **norm = member;
        bool is_new = !*norm;
        *norm = (const float *)(const void *)(data + entry->at);
        return is_new;
    }
    bb_matrix *matrix = member;
    bool is_new = !matrix->data;
    *matrix = (bb_matrix){
        .data = data + entry->at,
        .rows = entry->rows,
        .cols = entry->cols,
        .type = (bb_dtype)entry->type,
    };
    return is_new;
}

bb_status bb_format_packed_read_table(bb_source *source, const packed_header *header,
                                      bb_model *model, const uint8_t *data)
{
    uint8_t bytes[ENTRY_BYTES * 128];
    progress progress = {.file = source->name};
    if (header->tensors != bb_format_packed_tensors(&model->shape)) {
        return bb_fail(&bb_format_packed_other_layout,
                       "%s has %zu tensors; a model of its shape has %zu", source->name,
                       header->tensors, bb_format_packed_tensors(&model->shape));
    }
    for (; progress.number < header->tensors; progress.number++) {
        size_t at = progress.number * ENTRY_BYTES, in_bytes = at % sizeof bytes;
        if (in_bytes == 0) {
            size_t left = header->tensors * ENTRY_BYTES - at;
            bb_status status = bb_source_read(source, TABLE_AT + at, bytes,
                                              left < sizeof bytes ? left : sizeof bytes);
            if (status) {
                return status;
            }
        }
        entry entry = entry_of(bytes + in_bytes);
        tensor_place place = bb_format_packed_place(&model->shape, entry.kind);
        bb_status status = check(&progress, header, &model->shape, &entry, &place);
        if (status) {
            return status;
        }
        if (data && !bind(model, &entry, &place, data)) {
            return wrong(&progress, place.name, "it is there twice");
        }
    }
    if (progress.parameters != model->parameters) {
        return bb_fail(&bb_format_packed_other_layout,
                       "%s: its tensors have %llu parameters, its header tells %llu", source->name,
                       (unsigned long long)progress.parameters,
                       (unsigned long long)model->parameters);
    }
    model->weight_type = bb_dtype_name(main_type(&progress));
    if (data && model->shape.shared_classifier) {
        model->classifier = model->embedding;
    }
    return BB_OK;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "gguf_tensors.h"

#include "gguf_errors.h"

BB_ERROR(not_installed, "E-WEIGHT-TYPE",
         "Install the module of this type, weights-q8-0 for Q8_0 and so on; or quantize the model "
         "to a type that is installed.");

enum { DIMENSIONS = 4 };

uint64_t bb_format_gguf_align(uint64_t bytes, uint64_t alignment)
{
    uint64_t sum;
    return __builtin_add_overflow(bytes, alignment - 1, &sum) ? UINT64_MAX : sum & ~(alignment - 1);
}

/* What is no ASCII letter, digit or sign would reach the console. */
static void make_printable(char *name)
{
    for (; *name; name++) {
        *name = *name > ' ' && *name < 0x7f ? *name : '?';
    }
}

static bb_status wrong(const gguf_walk *walk, const gguf_tensor *tensor, const char *why)
{
    return bb_fail(&bb_format_gguf_tensor, "%s: tensor %llu, %s: %s", walk->stream->source->name,
                   (unsigned long long)walk->number + 1, tensor->name, why);
}

/* Sizes of a tensor: of a row, rows, and two that must be 1. */
typedef struct entry {
    uint32_t dimensions;
    uint64_t size[DIMENSIONS];
    uint32_t type;
    uint64_t at;
} entry;

static bb_status read_entry(gguf_walk *walk, gguf_tensor *tensor, entry *entry)
{
    gguf_stream *stream = walk->stream;
    uint64_t length = bb_format_gguf_read_text(stream, tensor->name, sizeof tensor->name);
    make_printable(tensor->name);
    entry->dimensions = bb_format_gguf_read32(stream);
    if (!stream->status && length >= sizeof tensor->name) {
        return wrong(walk, tensor, "its name has more than 63 bytes");
    }
    if (!stream->status && entry->dimensions > DIMENSIONS) {
        return wrong(walk, tensor, "it has more than 4 dimensions");
    }
    for (size_t i = 0; i < DIMENSIONS; i++) {
        entry->size[i] = i < entry->dimensions ? bb_format_gguf_read64(stream) : 1;
    }
    entry->type = bb_format_gguf_read32(stream);
    entry->at = bb_format_gguf_read64(stream);
    return stream->status;
}

static bb_status find_place(const gguf_walk *walk, gguf_tensor *tensor)
{
    tensor->place = bb_format_gguf_place_of(tensor->name, &tensor->layer);
    if (!tensor->place || !bb_format_gguf_place_is_of(tensor->place, walk->architecture)) {
        return wrong(walk, tensor, "models of the architectures that there are have none like it");
    }
    if (tensor->place->of_layer && tensor->layer >= walk->shape->layers) {
        return wrong(walk, tensor, "the model has no such layer");
    }
    return BB_OK;
}

static bb_status check_shape(const gguf_walk *walk, gguf_tensor *tensor, const entry *entry)
{
    tensor->rows = bb_format_gguf_place_rows(tensor->place, walk->shape);
    tensor->cols = bb_format_gguf_place_cols(tensor->place, walk->shape);
    const uint64_t *size = entry->size;
    if (size[0] == tensor->cols && size[1] == tensor->rows && size[2] == 1 && size[3] == 1) {
        return BB_OK;
    }
    return bb_fail(&bb_format_gguf_tensor,
                   "%s: tensor %llu, %s, has %llu x %llu x %llu x %llu elements; the model's "
                   "shape has %zu x %zu there",
                   walk->stream->source->name, (unsigned long long)walk->number + 1, tensor->name,
                   (unsigned long long)size[0], (unsigned long long)size[1],
                   (unsigned long long)size[2], (unsigned long long)size[3], tensor->cols,
                   tensor->rows);
}

static bb_status check_type(const gguf_walk *walk, gguf_tensor *tensor, const entry *entry)
{
    const char *file = walk->stream->source->name, *name = bb_format_gguf_ggml_name(entry->type);
    tensor->type = bb_format_gguf_type_of(entry->type);
    if (!tensor->type) {
        return bb_fail(&bb_format_gguf_type, "%s: tensor %llu, %s, has type %s (ggml's number %u)",
                       file, (unsigned long long)walk->number + 1, tensor->name,
                       name ? name : "unknown", entry->type);
    }
    if (tensor->cols % tensor->type->values != 0) {
        return wrong(walk, tensor, "its rows are no whole blocks of its type");
    }
    if (tensor->place->is_matrix && !bb_weight_type_of(tensor->type->loaded)) {
        return bb_fail(&not_installed, "%s: tensor %llu, %s, has type %s, which is %s in memory",
                       file, (unsigned long long)walk->number + 1, tensor->name, name,
                       bb_dtype_name(tensor->type->loaded));
    }
    return BB_OK;
}

/* The shape is the model's, whose sizes are at most 2^20 each: nothing overflows but the sum. */
static bb_status check_data(gguf_walk *walk, gguf_tensor *tensor, const entry *entry)
{
    uint64_t begin = bb_format_gguf_align(walk->end, walk->alignment);
    tensor->at = entry->at;
    tensor->bytes = (uint64_t)tensor->rows * gguf_row_bytes(tensor->type, tensor->cols);
    if (entry->at != begin) {
        return bb_fail(&bb_format_gguf_tensor,
                       "%s: tensor %llu, %s, begins at byte %llu of the data; the one before it "
                       "ends at %llu",
                       walk->stream->source->name, (unsigned long long)walk->number + 1,
                       tensor->name, (unsigned long long)entry->at, (unsigned long long)walk->end);
    }
    if (__builtin_add_overflow(begin, tensor->bytes, &walk->end)) {
        return wrong(walk, tensor, "its data ends behind the last byte that a file can have");
    }
    return BB_OK;
}

bb_status bb_format_gguf_next_tensor(gguf_walk *walk, gguf_tensor *tensor)
{
    entry entry;
    bb_status status = read_entry(walk, tensor, &entry);
    if (!status) {
        status = find_place(walk, tensor);
    }
    if (!status) {
        status = check_shape(walk, tensor, &entry);
    }
    if (!status) {
        status = check_type(walk, tensor, &entry);
    }
    if (!status) {
        status = check_data(walk, tensor, &entry);
    }
    walk->number++;
    return status;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_architecture.h"
#include "bb_config.h"
#include "bb_kernel.h"
#include "bb_memory.h"
#include "format_llama2c.h"
#include "tensors.h"

BB_ERROR(version, "E-MODEL-VERSION",
         "Export the model as float32: llama2.c's export.py with --version 0 or 1.");
BB_ERROR(truncated, "E-MODEL-TRUNCATED", "Copy the model file again, and compare its size.");
BB_ERROR(not_installed, "E-WEIGHT-TYPE",
         "Install the module of this type, weights-q8-0 for Q8_0 and so on; or quantize the model "
         "to a type that is installed.");
BB_ERROR(too_long, "E-MODEL-SIZE",
         "The header does not belong to the weights behind it, or they are of another type. Export "
         "the model, or build the image, again.");
BB_ERROR(bad_shape, "E-MODEL-SHAPE",
         "The file's header is damaged, or the file is of another kind. Copy the model again, or "
         "give one in a format that is installed.");

/* A number that begins the header of version 1 and later ones. */
#define MAGIC UINT32_C(0x616b3432)
#define NUMBERS 7
#define VOCABULARY 5                                  /* which of them */
#define SHARED_BYTE ((NUMBERS + 2) * sizeof(int32_t)) /* behind magic, version and the numbers */

/* llama2.c's tokenizers have these. */
#define BEGIN_TOKEN 1
#define END_TOKEN 2

static int32_t number_at(const uint8_t *head, size_t index)
{
    int32_t value;
    memcpy(&value, head + index * sizeof value, sizeof value);
    return value;
}

static bool has_magic(const uint8_t *head)
{
    return (uint32_t)number_at(head, 0) == MAGIC;
}

bool bb_format_llama2c_probe(const uint8_t *head, size_t length, uint64_t size)
{
    if (length < LEGACY_HEADER_BYTES || size < length) {
        return false;
    }
    size_t plausible = 0;
    for (size_t i = 0; i < NUMBERS; i++) {
        int64_t value = number_at(head, i);
        value = i == VOCABULARY && value < 0 ? -value : value;
        plausible += value >= 1 && value <= 1 << 20;
    }
    /* Two may be damaged: that is for the header's check to tell. Texts have no number that small,
     * GGUF files have at most four. */
    return has_magic(head) || plausible >= NUMBERS - 2;
}

static void read_shape(bb_shape *shape, const uint8_t *head, size_t first)
{
    /* Negative numbers become so large that the check of the shape names them. */
    size_t number[NUMBERS];
    for (size_t i = 0; i < NUMBERS; i++) {
        number[i] = (size_t)(int64_t)number_at(head, first + i);
    }
    *shape = (bb_shape){
        .dim = number[0],
        .hidden = number[1],
        .layers = number[2],
        .heads = number[3],
        .kv_heads = number[4],
        .head_size = number[3] > 0 ? number[0] / number[3] : 0,
        .vocabulary = number[VOCABULARY],
        .context = number[6],
    };
}

/* The head size is not in the file: it has to come out even. */
static bb_status check_heads(const bb_shape *shape, const char *file)
{
    /* What is not even positive is named by the check of the shape. */
    bool positive = (int64_t)shape->dim > 0 && (int64_t)shape->heads > 0;
    if (positive && shape->dim % shape->heads != 0) {
        return bb_fail(&bad_shape, "%s: n_heads is %zu: does not divide dim", file, shape->heads);
    }
    return BB_OK;
}

/* Counts the parameters and the arena's bytes; returns the file's, UINT64_MAX if they are too many.
 */
static uint64_t measure(bb_model *model)
{
    size_t arena =
        bb_align_up(model->shape.layers * sizeof(bb_layer)) + largest_panel(&model->shape);
    size_t file = (size_t)model->data_offset;
    for (tensor tensor = 0; tensor < TENSOR_COUNT; tensor++) {
        tensor_size size =
            bb_format_llama2c_tensor_size_of(&model->shape, layout_of(model), tensor);
        size_t elements;
        size_t bytes = 0;
        bool stored = tensor != TENSOR_ROPE;
        if (!bb_format_llama2c_tensor_elements(&model->shape, layout_of(model), tensor,
                                               &elements) ||
            !bb_size_add(&file, elements, sizeof(float)) ||
            !bb_size_add(&bytes, size.copies, copy_bytes(size)) ||
            !bb_size_add(&arena, stored, bb_align_up(bytes))) {
            return UINT64_MAX;
        }
        model->parameters += stored ? elements : 0;
    }
    model->weight_bytes = arena;
    return file;
}

static bb_status check_size(const bb_source *source, uint64_t expected)
{
    if (source->size == expected) {
        return BB_OK;
    }
    return bb_fail(source->size < expected ? &truncated : &too_long,
                   "%s has %llu bytes; its header tells of %llu", source->name,
                   (unsigned long long)source->size, (unsigned long long)expected);
}

bb_status bb_format_llama2c_header(bb_kernel *kernel, bb_source *source)
{
    bb_model *model = &kernel->model;
    if (!bb_weight_type_of(BB_DTYPE_F32)) {
        return bb_fail(&not_installed, "%s has weights of type F32", source->name);
    }
    uint8_t head[VERSION_1_HEADER_BYTES] = {0};
    size_t length = source->size < sizeof head ? (size_t)source->size : sizeof head;
    bb_status status = bb_source_read(source, 0, head, length);
    if (status) {
        return status;
    }
    *model = (bb_model){
        .format = "llama2.c",
        .rope_theta = BB_MODEL_ROPE_THETA,
        .norm_epsilon = BB_MODEL_NORM_EPSILON,
        .embedding_scale = 1.0f,
        .begin_token = BEGIN_TOKEN,
        .end_token = END_TOKEN,
        .end_of_turn_token = -1,
        .weight_type = "F32",
    };
    bool legacy = !has_magic(head);
    model->data_offset = legacy ? LEGACY_HEADER_BYTES : VERSION_1_HEADER_BYTES;
    if (!legacy && number_at(head, 1) != 1) {
        return bb_fail(&version, "%s has version %d of llama2.c's format; 0 and 1 are known",
                       source->name, number_at(head, 1));
    }
    if (source->size < model->data_offset) {
        return check_size(source, model->data_offset);
    }
    read_shape(&model->shape, head, legacy ? 0 : 2);
    if (legacy) {
        int64_t vocabulary = (int64_t)model->shape.vocabulary;
        model->shape.shared_classifier = vocabulary > 0;
        model->shape.vocabulary = (size_t)(vocabulary < 0 ? -vocabulary : vocabulary);
    } else {
        model->shape.shared_classifier = head[SHARED_BYTE] != 0;
    }
    model->trained_context = model->shape.context;
    status = check_heads(&model->shape, source->name);
    if (!status) {
        status = bb_shape_check(&model->shape, source->name);
    }
    if (!status) {
        status = bb_model_set_architecture(model, "llama", source->name);
    }
    return status ? status : check_size(source, measure(model));
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_architecture.h"
#include "bb_bytes.h"
#include "bb_kernel.h"
#include "bb_memory.h"
#include "format_gguf.h"
#include "gguf_errors.h"
#include "gguf_file.h"
#include "gguf_model.h"
#include "gguf_vocabulary.h"

/* The file's, of the kernel's one model: from the header's reading to the weights'. */
static gguf_file file;
static gguf_stream stream;

bool bb_format_gguf_probe(const uint8_t *head, size_t length, uint64_t size)
{
    static const char magic[4] = "GGUF";
    (void)size;
    return length >= sizeof magic && memcmp(head, magic, sizeof magic) == 0;
}

static gguf_turned_head turned_head(const bb_model *model)
{
    return model->architecture->rope_halves ? model->shape.head_size : 0;
}

static bb_status read_alignment(const bb_source *source)
{
    const int64_t otherwise = 32, most = INT64_C(1) << 30;
    int64_t told = file.facts.alignment == GGUF_NONE ? otherwise : file.facts.alignment;
    if (told < 1 || told > most || (told & (told - 1)) != 0) {
        return bb_fail(&bb_format_gguf_metadata,
                       "%s: general.alignment is %lld, no power of two up to 2^30", source->name,
                       (long long)told);
    }
    file.alignment = (uint64_t)told;
    return BB_OK;
}

static gguf_walk walk_of(const bb_model *model)
{
    return (gguf_walk){.stream = &stream,
                       .shape = &model->shape,
                       .architecture = model->architecture,
                       .alignment = file.alignment};
}

static bb_status take_inventory(const bb_source *source, const bb_model *model)
{
    gguf_walk walk = walk_of(model);
    file.tensors_at = gguf_position(&stream);
    bb_status status = bb_format_gguf_take_inventory(&walk, file.tensor_count, turned_head(model),
                                                     &file.inventory);
    if (status) {
        return status;
    }
    file.data_at = bb_format_gguf_align(gguf_position(&stream), file.alignment);
    uint64_t end, bytes = file.inventory.data_bytes;
    bool overflows = __builtin_add_overflow(file.data_at, bytes, &end);
    if (overflows || end > source->size) {
        return bb_fail(&bb_format_gguf_truncated,
                       "%s has %llu bytes; its tensors have %llu, behind the first %llu",
                       source->name, (unsigned long long)source->size, (unsigned long long)bytes,
                       (unsigned long long)file.data_at);
    }
    return BB_OK;
}

/* Whether the factors of the rotary embedding have to be computed: the file's own stay as they are
 * if there is nothing else to divide by. */
static bool scales_rope(void)
{
    return bb_format_gguf_rope_factor(&file.facts) != 1.0f;
}

/* What is allocated of the weights' arena: the same order as in loading. */
static size_t weight_bytes(const bb_shape *shape)
{
    const size_t parts[] = {
        shape->layers * sizeof(bb_layer),
        file.inventory.workspace.piece_bytes,
        file.inventory.workspace.staging_bytes,
        gguf_chat_template_bytes(&file),
        scales_rope() ? shape->head_size / 2 * sizeof(float) : 0,
    };
    size_t total = file.inventory.memory;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!bb_size_add(&total, 1, bb_align_up(parts[i]))) {
            return SIZE_MAX;
        }
    }
    return total;
}

bb_status bb_format_gguf_header(bb_kernel *kernel, bb_source *source)
{
    bb_model *model = &kernel->model;
    bb_format_gguf_stream_open(&stream, source, 0);
    bb_status status = bb_format_gguf_read_head(&stream, &file);
    if (!status) {
        status = bb_format_gguf_read_facts(&stream, file.key_count, &file.facts);
    }
    if (!status) {
        status = read_alignment(source);
    }
    if (!status) {
        status = bb_format_gguf_describe(&file.facts, source->name, model);
    }
    if (!status) {
        status = bb_format_gguf_vocabulary(&file.facts, source->name, model);
    }
    if (!status) {
        status = take_inventory(source, model);
    }
    if (status) {
        return status;
    }
    model->shape.shared_classifier = !file.inventory.has_classifier;
    model->parameters = file.inventory.parameters;
    model->weight_type = file.inventory.main_type;
    model->data_offset = file.data_at;
    model->weight_bytes = weight_bytes(&model->shape);
    return BB_OK;
}

/* Points the model to a tensor. */
static void bind(bb_model *model, const gguf_tensor *tensor, const void *data)
{
    const gguf_place *place = tensor->place;
    char *owner = place->of_layer ? (char *)&model->layer[tensor->layer] : (char *)model;
    if (place->is_matrix) {
        bb_matrix matrix = {
            .data = data, .rows = tensor->rows, .cols = tensor->cols, .type = tensor->type->loaded};
        memcpy(owner + place->member, &matrix, sizeof matrix);
    } else {
        memcpy(owner + place->member, &data, sizeof data);
    }
}

static bb_status load_tensors(bb_model *model, bb_source *source, const gguf_workspace *workspace)
{
    gguf_walk walk = walk_of(model);
    gguf_turned_head head = turned_head(model);
    bb_status status = BB_OK;
    bb_format_gguf_stream_open(&stream, source, file.tensors_at);
    for (uint64_t i = 0; i < file.tensor_count && !status; i++) {
        gguf_tensor tensor;
        void *memory = 0;
        status = bb_format_gguf_next_tensor(&walk, &tensor);
        if (!status) {
            memory =
                bb_arena_allocate(BB_ARENA_WEIGHTS, bb_format_gguf_memory_of(&tensor), &status);
        }
        if (!status) {
            status = bb_format_gguf_load_tensor(source, file.data_at + tensor.at, &tensor,
                                                gguf_turned(tensor.place, head), workspace, memory);
        }
        if (!status) {
            bind(model, &tensor, memory);
        }
    }
    return status;
}

static bb_status check_rope_factors(const bb_model *model, const bb_source *source)
{
    for (size_t i = 0; model->rope_factors && i < model->shape.head_size / 2; i++) {
        double factor = (double)model->rope_factors[i];
        if (!(factor > 1e-6 && factor < 1e6)) {
            return bb_fail(&bb_format_gguf_tensor,
                           "%s: tensor rope_freqs.weight has %.9f at %zu: nothing to divide by",
                           source->name, factor, i);
        }
    }
    return BB_OK;
}

/* The factor of linear scaling, times the file's own factors if it has some. */
static bb_status scale_rope(bb_model *model)
{
    bb_status status = BB_OK;
    size_t pairs = model->shape.head_size / 2;
    float *factors = bb_arena_allocate(BB_ARENA_WEIGHTS, pairs * sizeof *factors, &status);
    for (size_t i = 0; i < pairs && !status; i++) {
        float own = model->rope_factors ? model->rope_factors[i] : 1.0f;
        factors[i] = own * bb_format_gguf_rope_factor(&file.facts);
    }
    model->rope_factors = status ? model->rope_factors : factors;
    return status;
}

static bb_status load_chat_template(bb_model *model, bb_source *source)
{
    bb_status status = BB_OK;
    size_t bytes = gguf_chat_template_bytes(&file);
    if (bytes == 0) {
        return BB_OK;
    }
    char *text = bb_arena_allocate(BB_ARENA_WEIGHTS, bytes, &status);
    if (!status) {
        status = bb_source_read(source, file.facts.chat_template.at, text, bytes);
    }
    if (!status) {
        model->chat_template = text;
        model->chat_template_length = bytes;
    }
    return status;
}

/* All that is not a tensor of the file. */
static bb_status load_rest(bb_model *model, bb_source *source)
{
    bb_status status = check_rope_factors(model, source);
    if (!status && scales_rope()) {
        status = scale_rope(model);
    }
    if (!status) {
        status = load_chat_template(model, source);
    }
    if (!status) {
        status = bb_format_gguf_load_vocabulary(&file.facts, &stream, model);
    }
    if (model->shape.shared_classifier) {
        model->classifier = model->embedding;
    }
    return status;
}

bb_status bb_format_gguf_load(bb_kernel *kernel, bb_source *source)
{
    bb_model *model = &kernel->model;
    gguf_workspace workspace = file.inventory.workspace;
    size_t table_bytes = model->shape.layers * sizeof *model->layer;
    bb_status status = BB_OK;
    model->layer = bb_arena_allocate(BB_ARENA_WEIGHTS, table_bytes, &status);
    if (!status) {
        memset(model->layer, 0, table_bytes);
        workspace.piece = bb_arena_allocate(BB_ARENA_WEIGHTS, workspace.piece_bytes, &status);
    }
    if (!status) {
        workspace.staging = bb_arena_allocate(BB_ARENA_WEIGHTS, workspace.staging_bytes, &status);
    }
    if (!status) {
        status = load_tensors(model, source, &workspace);
    }
    return status ? status : load_rest(model, source);
}

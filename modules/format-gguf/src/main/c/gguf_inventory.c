/* SPDX-License-Identifier: Apache-2.0 */
#include "gguf_inventory.h"

#include "bb_bytes.h"
#include "bb_memory.h"
#include "gguf_errors.h"
#include "gguf_model.h"

/* Places that have been seen, as bits: of the model, and of each layer. */
static uint32_t seen_of_model;
static uint32_t seen_of_layer[GGUF_LAYERS];

static uint32_t *seen_with(const gguf_place *place, size_t layer)
{
    return place->of_layer ? &seen_of_layer[layer] : &seen_of_model;
}

static uint32_t bit_of(const gguf_place *place)
{
    size_t count;
    return UINT32_C(1) << (place - bb_format_gguf_places(place->of_layer, &count));
}

static bool is_seen(const gguf_place *place, size_t layer)
{
    return (*seen_with(place, layer) & bit_of(place)) != 0;
}

static bb_status see(const gguf_walk *walk, const gguf_tensor *tensor)
{
    if (is_seen(tensor->place, tensor->layer)) {
        return bb_fail(&bb_format_gguf_tensor, "%s: tensor %s is there twice",
                       walk->stream->source->name, tensor->name);
    }
    *seen_with(tensor->place, tensor->layer) |= bit_of(tensor->place);
    return BB_OK;
}

/* Parameters of each type: there are fewer types that are read than this. */
#define TYPES 32

static struct {
    const gguf_type *type;
    uint64_t parameters;
} of_type[TYPES];

static void count_type(const gguf_tensor *tensor, gguf_inventory *inventory)
{
    size_t most = 0, at = 0;
    while (at < TYPES - 1 && of_type[at].type && of_type[at].type != tensor->type) {
        at++;
    }
    of_type[at].type = tensor->type;
    of_type[at].parameters += (uint64_t)tensor->rows * tensor->cols;
    for (size_t i = 0; i < TYPES && of_type[i].type; i++) {
        most = of_type[i].parameters > of_type[most].parameters ? i : most;
    }
    inventory->main_type = of_type[most].type->name;
}

static void count(const gguf_tensor *tensor, gguf_turned_head head, gguf_inventory *inventory)
{
    bb_format_gguf_workspace_fit(&inventory->workspace, tensor, gguf_turned(tensor->place, head));
    inventory->parameters += (uint64_t)tensor->rows * tensor->cols;
    if (!bb_size_add(&inventory->memory, 1, bb_align_up(bb_format_gguf_memory_of(tensor)))) {
        inventory->memory = SIZE_MAX;
    }
}

/* A place that some layers have, all must have. */
static bool is_needed(const gguf_walk *walk, const gguf_place *place, size_t layers)
{
    bool is_needed = !place->is_optional && bb_format_gguf_place_is_of(place, walk->architecture);
    for (size_t layer = 0; place->of_layer && layer < layers; layer++) {
        is_needed |= is_seen(place, layer);
    }
    return is_needed;
}

static bb_status check_place(const gguf_walk *walk, const gguf_place *place)
{
    size_t copies = place->of_layer ? walk->shape->layers : 1;
    for (size_t layer = 0; layer < copies && is_needed(walk, place, copies); layer++) {
        if (is_seen(place, layer)) {
            continue;
        }
        const char *file = walk->stream->source->name;
        return place->of_layer
                   ? bb_fail(&bb_format_gguf_tensor, "%s: tensor blk.%zu.%s is missing", file,
                             layer, place->name)
                   : bb_fail(&bb_format_gguf_tensor, "%s: tensor %s is missing", file, place->name);
    }
    return BB_OK;
}

static bb_status check_all_there(const gguf_walk *walk, bool of_layer)
{
    size_t number;
    const gguf_place *places = bb_format_gguf_places(of_layer, &number);
    bb_status status = BB_OK;
    for (size_t i = 0; i < number && !status; i++) {
        status = check_place(walk, &places[i]);
    }
    return status;
}

bb_status bb_format_gguf_take_inventory(gguf_walk *walk, uint64_t tensors, gguf_turned_head head,
                                        gguf_inventory *inventory)
{
    bb_status status = BB_OK;
    gguf_tensor tensor;
    seen_of_model = 0;
    memset(seen_of_layer, 0, sizeof seen_of_layer);
    memset(of_type, 0, sizeof of_type);
    *inventory = (gguf_inventory){0};
    for (uint64_t i = 0; i < tensors && !status; i++) {
        status = bb_format_gguf_next_tensor(walk, &tensor);
        if (!status) {
            status = see(walk, &tensor);
        }
        if (!status) {
            count(&tensor, head, inventory);
            count_type(&tensor, inventory);
            inventory->has_classifier |=
                !tensor.place->of_layer && tensor.place->member == offsetof(bb_model, classifier);
        }
    }
    if (!status) {
        status = check_all_there(walk, false);
    }
    if (!status) {
        status = check_all_there(walk, true);
    }
    inventory->data_bytes = walk->end;
    return status;
}

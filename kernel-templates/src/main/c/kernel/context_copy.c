/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_bytes.h"
#include "bb_config.h"
#include "bb_context.h"

bb_kv_type bb_context_type(void)
{
    return BB_KERNEL_KV_CACHE == BB_KERNEL_KV_CACHE_F16 ? BB_KV_F16 : BB_KV_F32;
}

size_t bb_context_position_bytes(const bb_shape *shape)
{
    return shape->layers * 2 * bb_shape_kv_dim(shape) * bb_kv_element_bytes(bb_context_type());
}

/* A position's key lies scattered in its panel: element i of it is 16 elements behind i - 1. */
static void copy_key(uint8_t *cached, uint8_t *kept, size_t count, size_t element, bool save)
{
    for (size_t i = 0; i < count; i++) {
        uint8_t *in_panel = cached + i * BB_KEY_PANEL * element;
        uint8_t *in_row = kept + i * element;
        memcpy(save ? in_row : in_panel, save ? in_panel : in_row, element);
    }
}

static void copy(const bb_context *context, size_t position, uint8_t *row, bool save)
{
    size_t element = bb_kv_element_bytes(context->type);
    size_t size = context->head_size;
    size_t panel = position / BB_KEY_PANEL * BB_KEY_PANEL * size * element;
    for (size_t head = 0; head < context->heads; head++) {
        size_t first = head * bb_context_head_bytes(context);
        uint8_t *key = context->keys + first + panel + position % BB_KEY_PANEL * element;
        uint8_t *value = context->values + first + position * size * element;
        copy_key(key, row, size, element, save);
        row += size * element;
        memcpy(save ? row : value, save ? value : row, size * element);
        row += size * element;
    }
}

void bb_context_save(const bb_context *context, size_t position, void *row)
{
    copy(context, position, row, true);
}

void bb_context_load(bb_context *context, size_t position, const void *row)
{
    copy(context, position, (uint8_t *)row, false); /* only read */
}

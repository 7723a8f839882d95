/* SPDX-License-Identifier: Apache-2.0 */
#include "kv_store.h"

#include "bb_kernel.h"
#include "bb_memory.h"

size_t bb_kv_store_row_bytes(const bb_shape *shape)
{
    size_t bytes = sizeof(int32_t) + sizeof(uint8_t) + sizeof(bb_kv_row);
    return bb_size_add(&bytes, bb_context_position_bytes(shape), 1) ? bytes : SIZE_MAX;
}

/* Adds what an allocation takes of its arena. */
static bool add_allocation(size_t *total, size_t count, size_t size)
{
    size_t bytes = 0;
    if (!bb_size_add(&bytes, count, size)) {
        return false;
    }
    bytes = bb_align_up(bytes);
    return bytes != SIZE_MAX && bb_size_add(total, bytes, 1);
}

size_t bb_kv_store_demand(const bb_shape *shape, size_t rows)
{
    size_t total = 0;
    bool fits = add_allocation(&total, rows, bb_context_position_bytes(shape)) &&
                add_allocation(&total, rows, sizeof(int32_t)) &&
                add_allocation(&total, rows, sizeof(uint8_t)) &&
                add_allocation(&total, rows, sizeof(bb_kv_row)) &&
                add_allocation(&total, shape->context, sizeof(bb_kv_row));
    return fits ? total : SIZE_MAX;
}

static void *allocate(size_t count, size_t size, bb_status *status)
{
    return *status ? NULL : bb_arena_allocate(BB_ARENA_CHECKPOINTS, count * size, status);
}

bb_status bb_kv_store_create(bb_kv_store *store, const bb_shape *shape, size_t rows)
{
    bb_status status = BB_OK;
    *store = (bb_kv_store){
        .row_bytes = bb_context_position_bytes(shape),
        .rows = rows,
        .data = allocate(rows, bb_context_position_bytes(shape), &status),
        .tokens = allocate(rows, sizeof(int32_t), &status),
        .holders = allocate(rows, sizeof(uint8_t), &status),
        .unused = allocate(rows, sizeof(bb_kv_row), &status),
        .live = allocate(shape->context, sizeof(bb_kv_row), &status),
    };
    if (status) {
        return status;
    }
    memset(store->holders, 0, rows);
    /* The first row is taken first. */
    for (size_t i = 0; i < rows; i++) {
        store->unused[i] = (bb_kv_row)(rows - 1 - i);
    }
    store->unused_count = rows;
    return BB_OK;
}

bool bb_kv_store_hold(bb_kv_store *store, const bb_context *context, bb_kv_row *out)
{
    if (context->length - store->live_length > store->unused_count) {
        return false;
    }
    while (store->live_length < context->length) {
        size_t position = store->live_length++;
        bb_kv_row row = store->unused[--store->unused_count];
        bb_context_save(context, position, store->data + row * store->row_bytes);
        store->tokens[row] = context->tokens[position];
        store->live[position] = row;
    }
    for (size_t position = 0; position < context->length; position++) {
        out[position] = store->live[position];
        store->holders[out[position]]++;
    }
    return true;
}

void bb_kv_store_release(bb_kv_store *store, const bb_kv_row *rows, size_t length)
{
    for (size_t position = 0; position < length; position++) {
        bb_kv_row row = rows[position];
        if (--store->holders[row] > 0) {
            continue;
        }
        store->unused[store->unused_count++] = row;
        /* Nobody holds what comes after it either. */
        if (position < store->live_length && store->live[position] == row) {
            store->live_length = position;
        }
    }
}

void bb_kv_store_restore(bb_kv_store *store, bb_kernel *kernel, const bb_kv_row *rows,
                         size_t length)
{
    size_t common = bb_kv_common(rows, length, store->live, store->live_length);
    bb_context_truncate(kernel, common);
    for (size_t position = common; position < length; position++) {
        bb_context_load(&kernel->context, position,
                        store->data + rows[position] * store->row_bytes);
        bb_context_append(kernel, store->tokens[rows[position]]);
        store->live[position] = rows[position];
    }
    store->live_length = length;
}

void bb_kv_store_observe(bb_kv_store *store, size_t length)
{
    if (length < store->live_length) {
        store->live_length = length;
    }
}

size_t bb_kv_common(const bb_kv_row *a, size_t a_length, const bb_kv_row *b, size_t b_length)
{
    size_t shorter = a_length < b_length ? a_length : b_length;
    size_t common = 0;
    while (common < shorter && a[common] == b[common]) {
        common++;
    }
    return common;
}

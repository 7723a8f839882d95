/* SPDX-License-Identifier: Apache-2.0 */
#include "halves_layout.h"

#include "bb_bytes.h"
#include "bb_platform.h"
#include "halves.h"

/* The model's weights are the kernel's own memory. */
static uint8_t *data_of(const bb_matrix *matrix)
{
    return (uint8_t *)(uintptr_t)matrix->data;
}

static bool is_plain(const bb_matrix *matrix)
{
    return matrix->gap == 0 && !matrix->by_columns;
}

/* --- Rows: matrices that follow each other --- */

/* Bytes of all, if they have halves, and panels of the same size; or 0. */
static size_t bytes_in_halves(bb_matrix *const *matrices, size_t count)
{
    const bb_matrix *first = matrices[0];
    const uint8_t *at = data_of(first);
    for (size_t i = 0; i < count; i++) {
        const bb_matrix *matrix = matrices[i];
        if (!is_plain(matrix) || data_of(matrix) != at || matrix->type != first->type ||
            matrix->cols != first->cols || bb_panels(matrix->rows) % BB_HALVES != 0) {
            return 0;
        }
        at += bb_bytes_of(matrix);
    }
    size_t bytes = (size_t)(at - data_of(first));
    return bytes <= BB_HALVES_BYTES ? bytes : 0;
}

_Static_assert(BB_HALVES_BYTES / BB_PANEL_ALIGNMENT <= UINT16_MAX, "any gap fits bb_matrix.gap");

static void lay_out_rows(bb_matrix *const *matrices, size_t count, uint8_t *copy)
{
    size_t bytes = bytes_in_halves(matrices, count);
    if (bytes == 0) {
        return;
    }
    size_t panel_bytes = bb_panel_bytes(matrices[0]->type, matrices[0]->cols);
    uint8_t *to = data_of(matrices[0]);
    memcpy(copy, to, bytes);
    for (size_t i = 0; i < count; i++) {
        size_t half = bb_bytes_of(matrices[i]) / BB_HALVES;
        memcpy(to, copy, half);
        memcpy(to + bytes / BB_HALVES, copy + half, half);
        matrices[i]->data = to;
        matrices[i]->gap = (uint16_t)((bytes / BB_HALVES - half) / panel_bytes);
        to += half;
        copy += BB_HALVES * half;
    }
}

/* --- Columns --- */

static bool has_halves_of_columns(const bb_matrix *matrix)
{
    size_t cols = matrix->cols / BB_HALVES;
    return is_plain(matrix) && bb_bytes_of(matrix) <= BB_HALVES_BYTES &&
           matrix->cols % (BB_HALVES * BB_BLOCK) == 0 &&
           BB_HALVES * bb_panel_bytes(matrix->type, cols) ==
               bb_panel_bytes(matrix->type, matrix->cols);
}

/* Copies so many columns of a panel, the first ones of `to`; returns where the next panel goes. */
static uint8_t *copy_columns(uint8_t *to, const uint8_t *panel, const bb_matrix *matrix,
                             size_t first, size_t cols)
{
    bb_dtype type = matrix->type;
    memcpy(to, panel + bb_scale_bytes(type, first), bb_scale_bytes(type, cols));
    memcpy(to + bb_values_at(type, cols),
           panel + bb_values_at(type, matrix->cols) + bb_value_bytes(type, first),
           bb_value_bytes(type, cols));
    return to + bb_panel_bytes(type, cols);
}

static void lay_out_columns(bb_matrix *matrix, uint8_t *copy)
{
    if (!has_halves_of_columns(matrix)) {
        return;
    }
    size_t cols = matrix->cols / BB_HALVES;
    size_t panel_bytes = bb_panel_bytes(matrix->type, matrix->cols);
    size_t bytes = bb_bytes_of(matrix);
    uint8_t *to = data_of(matrix);
    memcpy(copy, to, bytes);
    for (size_t half = 0; half < BB_HALVES; half++) {
        for (size_t at = 0; at < bytes; at += panel_bytes) {
            to = copy_columns(to, copy + at, matrix, half * cols, cols);
        }
    }
    matrix->by_columns = true;
}

/* --- Layers --- */

/* `copy`: BB_HALVES_BYTES. */
static void lay_out(bb_layer *layer, bool side_by_side, uint8_t *copy)
{
    lay_out_columns(&layer->down, copy);
    if (side_by_side) {
        lay_out_rows((bb_matrix *[]){&layer->query, &layer->key, &layer->value}, 3, copy);
        lay_out_rows((bb_matrix *[]){&layer->gate, &layer->up}, 2, copy);
    }
}

void bb_lay_out_halves(const bb_model *model, bool side_by_side)
{
    void *copy;
    if (bb_platform_pages_allocate(BB_HALVES_BYTES, &copy) != BB_OK) {
        return;
    }
    for (size_t i = 0; i < model->shape.layers; i++) {
        lay_out(&model->layer[i], side_by_side, copy);
    }
    bb_platform_pages_free(copy, BB_HALVES_BYTES);
}

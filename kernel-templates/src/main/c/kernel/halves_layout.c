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

static bool have_halves_of_rows(bb_matrix *const *matrices, size_t count)
{
    const bb_matrix *first = matrices[0];
    const uint8_t *at = data_of(first);
    for (size_t i = 0; i < count; i++) {
        const bb_matrix *matrix = matrices[i];
        if (!is_plain(matrix) || data_of(matrix) != at || matrix->type != first->type ||
            matrix->cols != first->cols || bb_panels(matrix->rows) % BB_HALVES != 0) {
            return false;
        }
        at += bb_bytes_of(matrix);
    }
    return (size_t)(at - data_of(first)) <= UINT16_MAX * BB_PANEL_ALIGNMENT;
}

static size_t bytes_of_all(bb_matrix *const *matrices, size_t count)
{
    size_t bytes = 0;
    for (size_t i = 0; i < count; i++) {
        bytes += bb_bytes_of(matrices[i]);
    }
    return bytes;
}

static void lay_out_rows(bb_matrix *const *matrices, size_t count, uint8_t *copy)
{
    if (!have_halves_of_rows(matrices, count)) {
        return;
    }
    size_t bytes = bytes_of_all(matrices, count);
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
    return is_plain(matrix) && matrix->cols % (BB_HALVES * BB_BLOCK) == 0 &&
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

static size_t greater(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* Bytes of the copy that a layer needs. */
static size_t copy_bytes(bb_layer *layer)
{
    size_t heads = bytes_of_all((bb_matrix *[]){&layer->query, &layer->key, &layer->value}, 3);
    size_t hidden = bytes_of_all((bb_matrix *[]){&layer->gate, &layer->up}, 2);
    return greater(greater(heads, hidden), bb_bytes_of(&layer->down));
}

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
    size_t most = 0;
    void *copy;
    for (size_t i = 0; i < model->shape.layers; i++) {
        most = greater(most, copy_bytes(&model->layer[i]));
    }
    if (bb_platform_pages_allocate(most, &copy) != BB_OK) {
        return;
    }
    for (size_t i = 0; i < model->shape.layers; i++) {
        lay_out(&model->layer[i], side_by_side, copy);
    }
    bb_platform_pages_free(copy, most);
}

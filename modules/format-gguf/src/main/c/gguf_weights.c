/* SPDX-License-Identifier: Apache-2.0 */
#include "gguf_weights.h"

#include "bb_bytes.h"
#include "gguf_errors.h"
#include "to_q4_1.h"
#include "to_q8_0.h"

static size_t lesser(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t greater(size_t a, size_t b)
{
    return a > b ? a : b;
}

static size_t divisor_of(size_t a, size_t b)
{
    while (b > 0) {
        size_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* Rows that are read at once: whole panels, of whole heads if they are turned; about as many as
 * firmware reads in one part. */
static size_t piece_rows(const gguf_tensor *tensor, gguf_turned_head head)
{
    size_t row_bytes = gguf_row_bytes(tensor->type, tensor->cols);
    size_t unit = BB_PANEL_ROWS;
    if (head > 0) {
        unit = unit / divisor_of(unit, head) * head;
    }
    size_t units = BB_SOURCE_PART / row_bytes / unit;
    return lesser(greater(units, 1) * unit, tensor->rows);
}

size_t bb_format_gguf_memory_of(const gguf_tensor *tensor)
{
    return tensor->place->is_matrix
               ? bb_matrix_bytes(tensor->type->loaded, tensor->rows, tensor->cols)
               : tensor->cols * sizeof(float);
}

void bb_format_gguf_workspace_fit(gguf_workspace *workspace, const gguf_tensor *tensor,
                                  gguf_turned_head head)
{
    size_t row_bytes = gguf_row_bytes(tensor->type, tensor->cols);
    size_t staging = tensor->place->is_matrix
                         ? BB_PANEL_ROWS * bb_row_bytes(tensor->type->loaded, tensor->cols)
                         : tensor->cols * sizeof(float);
    workspace->piece_bytes = greater(workspace->piece_bytes, piece_rows(tensor, head) * row_bytes);
    workspace->staging_bytes = greater(workspace->staging_bytes, staging);
}

/* Which row of the file becomes this one. */
static size_t source_row(size_t row, gguf_turned_head head)
{
    if (head == 0) {
        return row;
    }
    size_t in_head = row % head;
    return row - in_head + in_head / 2 + in_head % 2 * (head / 2);
}

static bb_status check_finite(const bb_source *source, const gguf_tensor *tensor,
                              const uint8_t *piece, size_t first, size_t rows)
{
    size_t row_bytes = gguf_row_bytes(tensor->type, tensor->cols);
    for (size_t row = 0; row < rows; row++) {
        if (!bb_format_gguf_is_finite(tensor->type, piece + row * row_bytes, tensor->cols)) {
            return bb_fail(&bb_format_gguf_not_finite,
                           "%s: tensor %s has a weight that is no finite number, in row %zu",
                           source->name, tensor->name, first + row);
        }
    }
    return BB_OK;
}

static bb_status too_large(const bb_source *source, const gguf_tensor *tensor)
{
    return bb_fail(&bb_format_gguf_not_finite, "%s: tensor %s has a weight that is too large",
                   source->name, tensor->name);
}

/* One row in the type that it has in memory; false if a weight does not fit. */
static bool convert(const gguf_type *type, uint8_t *out, const uint8_t *row, size_t cols)
{
    return type->loaded == BB_DTYPE_Q4_1 ? bb_format_gguf_q4_k_to_q4_1(out, row, cols)
                                         : bb_format_gguf_to_q8_0(type, out, row, cols);
}

/* Puts a panel's rows in order, in the type that they have in memory; false if one does not fit. */
static bool stage(const gguf_tensor *tensor, gguf_turned_head head, const uint8_t *piece,
                  size_t first, size_t rows, uint8_t *staging)
{
    const gguf_type *type = tensor->type;
    size_t row_bytes = gguf_row_bytes(type, tensor->cols);
    size_t staged_bytes = bb_row_bytes(type->loaded, tensor->cols);
    bool fits = true;
    for (size_t row = 0; row < rows; row++) {
        const uint8_t *from = piece + source_row(first + row, head) * row_bytes;
        if (row_bytes == staged_bytes) {
            memcpy(staging + row * staged_bytes, from, row_bytes);
        } else {
            fits &= convert(type, staging + row * staged_bytes, from, tensor->cols);
        }
    }
    return fits;
}

/* Packs the panels of a piece; false if a weight does not fit its type in memory. */
static bool pack_piece(const gguf_tensor *tensor, gguf_turned_head head, const uint8_t *piece,
                       size_t rows, uint8_t *staging, uint8_t *panels)
{
    const bb_weight_type *type = bb_weight_type_of(tensor->type->loaded);
    size_t row_bytes = gguf_row_bytes(tensor->type, tensor->cols);
    size_t packed_bytes = bb_row_bytes(tensor->type->loaded, tensor->cols);
    size_t panel_bytes = bb_panel_bytes(tensor->type->loaded, tensor->cols);
    bool is_as_it_is = head == 0 && row_bytes == packed_bytes;
    bool fits = true;
    for (size_t row = 0; row < rows; row += BB_PANEL_ROWS, panels += panel_bytes) {
        size_t count = lesser(rows - row, BB_PANEL_ROWS);
        const uint8_t *from = piece + row * row_bytes;
        if (!is_as_it_is) {
            fits &= stage(tensor, head, piece, row, count, staging);
            from = staging;
        }
        type->pack(panels, from, packed_bytes, count, tensor->cols);
    }
    return fits;
}

static bb_status load_matrix(bb_source *source, uint64_t offset, const gguf_tensor *tensor,
                             gguf_turned_head head, const gguf_workspace *workspace,
                             uint8_t *panels)
{
    size_t row_bytes = gguf_row_bytes(tensor->type, tensor->cols);
    size_t panel_bytes = bb_panel_bytes(tensor->type->loaded, tensor->cols);
    size_t at_once = piece_rows(tensor, head);
    for (size_t row = 0; row < tensor->rows; row += at_once) {
        size_t rows = lesser(tensor->rows - row, at_once);
        bb_status status =
            bb_source_read(source, offset + row * row_bytes, workspace->piece, rows * row_bytes);
        if (!status) {
            status = check_finite(source, tensor, workspace->piece, row, rows);
        }
        if (status) {
            return status;
        }
        if (!pack_piece(tensor, head, workspace->piece, rows, workspace->staging,
                        panels + row / BB_PANEL_ROWS * panel_bytes)) {
            return too_large(source, tensor);
        }
    }
    return BB_OK;
}

static bb_status load_vector(bb_source *source, uint64_t offset, const gguf_tensor *tensor,
                             gguf_turned_head head, const gguf_workspace *workspace, float *out)
{
    float *values = (float *)(void *)workspace->staging;
    bb_status status = bb_source_read(source, offset, workspace->piece, (size_t)tensor->bytes);
    if (!status) {
        status = check_finite(source, tensor, workspace->piece, 0, 1);
    }
    if (status) {
        return status;
    }
    bb_format_gguf_row_to_floats(tensor->type, values, workspace->piece, tensor->cols);
    for (size_t i = 0; i < tensor->cols; i++) {
        out[i] = values[source_row(i, head)];
    }
    return BB_OK;
}

bb_status bb_format_gguf_load_tensor(bb_source *source, uint64_t offset, const gguf_tensor *tensor,
                                     gguf_turned_head head, const gguf_workspace *workspace,
                                     void *memory)
{
    return tensor->place->is_matrix ? load_matrix(source, offset, tensor, head, workspace, memory)
                                    : load_vector(source, offset, tensor, head, workspace, memory);
}

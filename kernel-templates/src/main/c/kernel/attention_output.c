/* SPDX-License-Identifier: Apache-2.0 */
#include "attention_output.h"

#include "bb_bytes.h"
#include "bb_config.h"
#include "bb_kernel.h"
#include "halves.h"
#include "quantized.h"

size_t bb_attention_half_scratch(const bb_shape *shape)
{
    size_t cols = bb_attended_half(bb_shape_query_dim(shape));
    size_t vectors = (bb_shape_query_dim(shape) + 2 * bb_shape_kv_dim(shape)) / BB_HALVES;
    return vectors + bb_padded(cols + bb_quantized_floats(cols));
}

/* If the results and what halves need fit into the buffers of the hidden vector: with more than the
 * activations that are multiplied, so into those there is room, too. */
bool bb_attention_can_have_halves(const bb_shape *shape)
{
    size_t scratch = bb_attention_half_scratch(shape);
    size_t results = BB_HALVES * bb_padded(shape->dim);
    return shape->kv_heads % BB_HALVES == 0 && shape->head_size % BB_PANEL_ROWS == 0 &&
           scratch <= shape->hidden && results <= shape->hidden;
}

/* Rows of `attended` with the gap. They are put where queries, keys and values were. */
static bb_rows with_gap(const bb_batch *batch, const bb_rows *attended)
{
    size_t half = attended->cols / BB_HALVES;
    size_t gap = BB_HALVES * (bb_attended_half(attended->cols) - half);
    float *to = batch->state->projected;
    bb_rows out = {to, attended->cols + gap, attended->cols + gap, attended->tokens};
    const float *from = attended->data;
    for (size_t row = 0; row < out.tokens; row++, from += attended->stride, to += out.stride) {
        memcpy(to, from, half * sizeof *to);
        memset(to + half, 0, gap * sizeof *to);
        memcpy(to + half + gap, from + half, half * sizeof *to);
    }
    return out;
}

void bb_multiply_attended(const bb_batch *batch, size_t number)
{
    const bb_matrix *matrix = &bb_batch_layer(batch, number)->attention_out;
    bb_forward_state *state = batch->state;
    bb_rows attended = bb_batch_rows(batch, state->attended, matrix->cols, matrix->cols);
    if (!BB_PARALLEL || !state->has_halves) {
        bb_multiply(state, state->normed + batch->first * batch->width, batch->width, attended,
                    &matrix, 1);
        return;
    }
    if (matrix->cols % (BB_HALVES * BB_BLOCK) != 0) {
        attended = with_gap(batch, &attended);
    }
    bb_activations x = bb_prepare(state, &attended, &matrix, 1);
    bb_batch_multiply_halves(batch, &x, matrix);
}

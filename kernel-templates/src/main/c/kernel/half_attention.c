/* SPDX-License-Identifier: Apache-2.0 */
#include "attention_output.h"
#include "bb_bytes.h"
#include "bb_kernel.h"
#include "halves.h"
#include "head_attention.h"
#include "quantized.h"

/* The heads of a part's half i. */
static bb_heads half_in(const bb_head_attention *all, const bb_part *part, size_t i)
{
    size_t count = all->kv_heads / BB_HALVES;
    return bb_heads_in(all, (part->first + i) * count, count,
                       part->scratch + i * all->work.item_scratch);
}

/* What the heads of a half give, as its columns of W_o take it. */
static bb_activations attend_half(const bb_head_attention *all, const bb_heads *heads, size_t half)
{
    size_t used = heads->count * all->group * all->head_size;
    size_t cols = bb_attended_half(all->output.cols);
    size_t gap = cols - used; /* behind the left half, in front of the right one */
    float *attended = heads->rest;
    memset(attended + (half == 0 ? used : 0), 0, gap * sizeof *attended);
    bb_heads_attend(all, heads, attended + (half == 0 ? 0 : gap));
    bb_activations out = {
        .first = half * (all->output.cols - cols), .cols = cols, .tokens = 1, .values = attended};
    if (bb_weight_type_of(all->output.type)->quantized) {
        bb_quantize_in(attended + cols, &out, attended);
    }
    return out;
}

static void run(const bb_work *work, const bb_part *part)
{
    const bb_head_attention *all = (const bb_head_attention *)work;
    for (size_t i = 0; i < part->count; i++) {
        bb_heads heads = half_in(all, part, i);
        bb_activations attended = attend_half(all, &heads, part->first + i);
        bb_multiply_panels(&all->output, &attended, 0, bb_panels(all->output.rows),
                           part->out + i * work->item_floats, 0);
    }
}

static void keep(const bb_work *work, const bb_part *part)
{
    const bb_head_attention *all = (const bb_head_attention *)work;
    for (size_t i = 0; i < part->count; i++) {
        bb_heads heads = half_in(all, part, i);
        bb_heads_store(all, &heads);
    }
}

void bb_meet_on_heads(const bb_batch *batch, bb_head_attention *all)
{
    bb_forward_state *state = batch->state;
    bb_work *work = &all->work;
    work->run = run;
    work->keep = keep;
    work->items = BB_HALVES;
    work->out = state->hidden;
    work->item_floats = batch->width;
    work->scratch = state->hidden_scratch;
    work->item_scratch = bb_attention_half_scratch(&batch->kernel->model.shape);
    bb_batch_meet_on_halves(batch, work);
}

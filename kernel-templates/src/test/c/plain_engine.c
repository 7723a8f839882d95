/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/kernel/math.c ../../main/c/kernel/vector_max.c
   ../../main/c/kernel/vector_softmax.c ../../main/c/kernel/rope.c
   ../../main/c/kernel/attention.c ../../main/c/kernel/forward.c ../../main/c/kernel/multiply.c
   ../../main/c/kernel/head_attention.c ../../main/c/kernel/attention_output.c
   ../../main/c/kernel/batch_attention.c
   ../../main/c/kernel/half_attention.c ../../main/c/kernel/halves.c
   ../../main/c/kernel/halves_layout.c
   ../../main/c/kernel/side_by_side.c
   ../../main/c/kernel/gated_product.c
   ../../main/c/kernel/feed_forward.c ../../main/c/kernel/transformer.c
   ../../main/c/kernel/forward_memory.c ../../main/c/kernel/context.c
   ../../main/c/kernel/context_copy.c */

/*
 * The forward pass for native tests. What modules give it otherwise is here the definitions as they
 * stand: matrix products, vector functions and weights of type F32, on one processor, or as on
 * several.
 */
#include "plain_engine.h"

#include <math.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "bb_matmul.h"
#include "bb_parallel.h"
#include "bb_platform.h"
#include "bb_vector_set.h"

/* --- Weights --- */

static void pack(void *panel, const void *source, size_t row_bytes, size_t rows, size_t cols)
{
    float *out = panel;
    for (size_t col = 0; col < cols; col++) {
        for (size_t row = 0; row < BB_PANEL_ROWS; row++, out++) {
            *out = 0.0f;
            if (row < rows) {
                const char *from = source;
                memcpy(out, from + row * row_bytes + col * sizeof(float), sizeof(float));
            }
        }
    }
}

static void unpack(float *out, const void *panel, size_t row, size_t cols)
{
    for (size_t col = 0; col < cols; col++) {
        out[col] = ((const float *)panel)[col * BB_PANEL_ROWS + row];
    }
}

const bb_weight_type *bb_weight_type_of(bb_dtype type)
{
    static const bb_weight_type f32 = {"F32", BB_DTYPE_F32, false, pack, unpack};
    return type == BB_DTYPE_F32 ? &f32 : NULL;
}

void bb_matmul_run(bb_dtype type, const bb_matmul_args *args)
{
    (void)type;
    for (size_t row = 0; row < args->panels * BB_PANEL_ROWS; row++) {
        const float *panel = args->weights;
        panel += row / BB_PANEL_ROWS * args->panel_bytes / sizeof *panel + row % BB_PANEL_ROWS;
        for (size_t token = 0; token < args->tokens; token++) {
            float sum = 0.0f;
            for (size_t col = 0; col < args->cols; col++) {
                sum += panel[col * BB_PANEL_ROWS] * args->values[col * args->tokens + token];
            }
            args->out[token * args->out_stride + row] = sum;
        }
    }
}

/* --- Memory for a moment --- */

bb_status bb_platform_pages_allocate(size_t bytes, void **out)
{
    *out = malloc(bytes);
    return BB_OK;
}

void bb_platform_pages_free(void *pages, size_t bytes)
{
    (void)bytes;
    free(pages);
}

/* --- Work --- */

size_t plain_processors = 1;

size_t bb_parallel_processors(void)
{
    return plain_processors;
}

/* As another processor does it: from a copy of the work, in buffers of its own. Once for nothing,
 * as one that was held up. */
static void run_elsewhere(const bb_work *work, size_t first, size_t count)
{
    size_t stride = count * work->item_floats;
    bb_work *copy = malloc(work->bytes);
    memcpy(copy, work, work->bytes);
    for (int time = 0; time < 2; time++) {
        bb_part part = {first, count, malloc(work->rows * stride * sizeof(float)), stride,
                        malloc(count * work->item_scratch * sizeof(float))};
        copy->run(copy, &part);
        if (time == 1 && copy->keep) {
            copy->keep(copy, &part);
        }
        for (size_t row = 0; row < work->rows; row++) {
            memcpy(work->out + row * work->stride + first * work->item_floats,
                   part.out + row * stride, stride * sizeof(float));
        }
        free(part.out);
        free(part.scratch);
    }
    free(copy);
}

/* With several processors, the others do all but the first item, the last first. */
void bb_parallel_run(const bb_work *work)
{
    if (plain_processors == 1 || work->items < 2) {
        bb_work_run_alone(work);
        return;
    }
    size_t rest = work->items - 1;
    run_elsewhere(work, 1 + rest / 2, rest - rest / 2);
    if (rest > 1) {
        run_elsewhere(work, 1, rest / 2);
    }
    bb_part first = {0, 1, work->out, work->stride, work->scratch};
    bb_work_run_part(work, &first);
}

/* --- Pairs: the other side is a thread --- */

size_t plain_meetings = SIZE_MAX;
size_t plain_met = 0;

struct bb_side {
    bool other;
    size_t last;
};

static struct {
    pthread_mutex_t lock;
    pthread_cond_t written;
    size_t meeting[2];                /* the latest, of each side */
    float half[2][2][BB_HALF_FLOATS]; /* copies, of odd meetings and even ones in turn */
} table = {.lock = PTHREAD_MUTEX_INITIALIZER, .written = PTHREAD_COND_INITIALIZER};

static bb_part half_of(const bb_work *work, size_t half)
{
    return (bb_part){half, 1, work->out + half * work->item_floats, work->stride,
                     work->scratch + half * work->item_scratch};
}

/* Puts the half of a side on the table, and waits for the other's. */
static void exchange(const bb_work *work, size_t meeting, size_t own)
{
    size_t bytes = work->item_floats * sizeof(float);
    bb_part mine = half_of(work, own);
    bb_part theirs = half_of(work, 1 - own);
    pthread_mutex_lock(&table.lock);
    memcpy(table.half[own][meeting % 2], mine.out, bytes);
    table.meeting[own] = meeting;
    pthread_cond_broadcast(&table.written);
    while (table.meeting[1 - own] < meeting) {
        pthread_cond_wait(&table.written, &table.lock);
    }
    memcpy(theirs.out, table.half[1 - own][meeting % 2], bytes);
    plain_met += own;
    pthread_mutex_unlock(&table.lock);
}

bool bb_parallel_meet(bb_side *side, const bb_work *work, const float *halves[2])
{
    halves[0] = work->out;
    halves[1] = work->out + work->item_floats;
    size_t meeting = ++side->last;
    bb_part mine = half_of(work, side->other);
    if (meeting <= plain_meetings) {
        work->run(work, &mine);
        if (work->keep) {
            work->keep(work, &mine);
        }
        exchange(work, meeting, side->other);
        return false;
    }
    bool is_first = meeting == plain_meetings + 1;
    if (!is_first && !side->other) {
        bb_work_run_alone(work);
    } else if (is_first && side->other) {
        work->run(work, &mine); /* for nothing */
    } else if (is_first) {
        bb_part theirs = half_of(work, 1);
        bb_work_run_part(work, &mine);
        bb_work_run_part(work, &theirs);
        return true;
    }
    return false;
}

/* Not in halves. */
size_t bb_parallel_share(const bb_side *side, size_t items)
{
    (void)side;
    return items / 3;
}

static void *run_other(void *copy)
{
    const bb_pair *pair = copy;
    pair->run(pair, &(bb_side){.other = true}, true);
    return NULL;
}

bool bb_parallel_pair(const bb_pair *pair)
{
    if (plain_processors != 2) {
        return false;
    }
    pthread_t other;
    bb_pair *copy = malloc(pair->bytes);
    memcpy(copy, pair, pair->bytes);
    memset(table.meeting, 0, sizeof table.meeting);
    pthread_create(&other, NULL, run_other, copy);
    pair->run(pair, &(bb_side){.other = false}, false);
    pthread_join(other, NULL);
    free(copy);
    return true;
}

/* --- Vectors --- */

static void rmsnorm(float *out, const float *x, const float *weight, size_t count, float epsilon)
{
    float squares = 0.0f;
    for (size_t i = 0; i < count; i++) {
        squares += x[i] * x[i];
    }
    float factor = 1.0f / sqrtf(squares / (float)count + epsilon);
    for (size_t i = 0; i < count; i++) {
        out[i] = weight[i] * (factor * x[i]);
    }
}

static void rope(float *x, size_t heads, size_t head_size, const float *cos, const float *sin)
{
    for (size_t i = 0; i < heads * head_size; i += 2) {
        size_t pair = i % head_size / 2;
        float first = x[i];
        float second = x[i + 1];
        x[i] = first * cos[pair] - second * sin[pair];
        x[i + 1] = first * sin[pair] + second * cos[pair];
    }
}

static void swiglu(float *out, const float *gate, const float *up, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        out[i] = gate[i] / (1.0f + expf(-gate[i])) * up[i];
    }
}

static void geglu(float *out, const float *gate, const float *up, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        float cubic = gate[i] + 0.044715f * gate[i] * gate[i] * gate[i];
        out[i] = 0.5f * gate[i] * (1.0f + tanhf(0.7978845608f * cubic)) * up[i];
    }
}

static void soft_cap(float *x, size_t count, float cap)
{
    for (size_t i = 0; i < count; i++) {
        x[i] = cap * tanhf(x[i] / cap);
    }
}

static void accumulate(float *sum, const float *x, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        sum[i] += x[i];
    }
}

static void interleave(float *values, const float *x, size_t stride, size_t cols, size_t tokens)
{
    for (size_t col = 0; col < cols; col++) {
        for (size_t token = 0; token < tokens; token++) {
            *values++ = x[token * stride + col];
        }
    }
}

/* Where element `i` of the key of a position lies. */
static size_t key_at(size_t position, size_t head_size, size_t i)
{
    size_t panel = position / BB_KEY_PANEL * BB_KEY_PANEL * head_size;
    return panel + i * BB_KEY_PANEL + position % BB_KEY_PANEL;
}

static void store_kv(void *keys, void *values, bb_kv_type type, size_t position, size_t head_size,
                     const float *key, const float *value)
{
    (void)type; /* the test's configuration has float32 */
    for (size_t i = 0; i < head_size; i++) {
        ((float *)keys)[key_at(position, head_size, i)] = key[i];
        ((float *)values)[position * head_size + i] = value[i];
    }
}

static void round_kv(float *x, size_t count, bb_kv_type type)
{
    (void)x;
    (void)count;
    (void)type;
}

/* Element `i` of a position's key, or value, of those that a query attends to. */
static float key_of(const bb_attention *attention, size_t positions, size_t t, size_t i)
{
    return t + 1 == positions && attention->own_key
               ? attention->own_key[i]
               : ((const float *)attention->keys)[key_at(t, attention->head_size, i)];
}

static float value_of(const bb_attention *attention, size_t positions, size_t t, size_t i)
{
    return t + 1 == positions && attention->own_value
               ? attention->own_value[i]
               : ((const float *)attention->values)[t * attention->head_size + i];
}

static void attend_row(const bb_attention *attention, size_t positions, const float *query,
                       float *out)
{
    size_t size = attention->head_size;
    size_t hidden =
        attention->window > 0 && attention->window < positions ? positions - attention->window : 0;
    float greatest = -INFINITY;
    float scores[1024];
    for (size_t t = hidden; t < positions; t++) {
        scores[t] = 0.0f;
        for (size_t i = 0; i < size; i++) {
            scores[t] += query[i] * key_of(attention, positions, t, i);
        }
        scores[t] *= attention->scale;
        if (attention->cap > 0.0f) {
            soft_cap(&scores[t], 1, attention->cap);
        }
        greatest = scores[t] > greatest ? scores[t] : greatest;
    }
    float sum = 0.0f;
    memset(out, 0, size * sizeof *out);
    for (size_t t = hidden; t < positions; t++) {
        float weight = expf(scores[t] - greatest);
        sum += weight;
        for (size_t i = 0; i < size; i++) {
            out[i] += weight * value_of(attention, positions, t, i);
        }
    }
    for (size_t i = 0; i < size; i++) {
        out[i] /= sum;
    }
}

static void attend(const bb_attention *attention)
{
    for (size_t token = 0; token < attention->tokens; token++) {
        const float *query = attention->query + token * attention->query_stride;
        float *out = attention->out + token * attention->out_stride;
        for (size_t head = 0; head < attention->group; head++) {
            size_t first = head * attention->head_size;
            attend_row(attention, attention->positions + token, query + first, out + first);
        }
    }
}

const bb_vector_set *bb_vector(void)
{
    /* No quantized weights, no softmax: nothing under test calls them. */
    static const bb_vector_set plain = {.name = "plain",
                                        .rmsnorm = rmsnorm,
                                        .rope = rope,
                                        .swiglu = swiglu,
                                        .geglu = geglu,
                                        .soft_cap = soft_cap,
                                        .accumulate = accumulate,
                                        .interleave = interleave,
                                        .store_kv = store_kv,
                                        .round_kv = round_kv,
                                        .attend = attend};
    return &plain;
}

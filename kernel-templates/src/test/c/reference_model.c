/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: fake_kernel.c plain_engine.c */
#include "reference_model.h"

#include <math.h>
#include <string.h>

#include "bb_memory.h"
#include "bb_test.h"
#include "fake_kernel.h"

enum { POSITIONS = REFERENCE_POSITIONS, WIDEST = REFERENCE_WIDEST };

static uint64_t seed = 20;

/* --- Weights --- */

static double random_between(double least, double greatest)
{
    double unit = (double)(bb_test_random(&seed) >> 11) / 9007199254740992.0;
    return least + unit * (greatest - least);
}

static float *random_weights(size_t count, double least, double greatest)
{
    bb_status status;
    float *weights = bb_arena_allocate(BB_ARENA_WEIGHTS, count * sizeof *weights, &status);
    for (size_t i = 0; i < count; i++) {
        weights[i] = (float)random_between(least, greatest);
    }
    return weights;
}

/* Makes matrices that follow each other in memory, as in a file; rows and cols are there. */
static void make_matrices(bb_matrix *const *matrices, size_t count)
{
    bb_status status;
    size_t bytes = 0;
    for (size_t i = 0; i < count; i++) {
        bytes += bb_matrix_bytes(BB_DTYPE_F32, matrices[i]->rows, matrices[i]->cols);
    }
    uint8_t *data = bb_arena_allocate(BB_ARENA_WEIGHTS, bytes, &status);
    for (size_t i = 0; i < count; i++) {
        size_t cols = matrices[i]->cols;
        matrices[i]->data = data;
        for (size_t row = 0; row < matrices[i]->rows; row += BB_PANEL_ROWS) {
            size_t left = matrices[i]->rows - row;
            size_t rows = left < BB_PANEL_ROWS ? left : BB_PANEL_ROWS;
            float *weights = random_weights(rows * cols, -0.5, 0.5);
            bb_weight_type_of(BB_DTYPE_F32)->pack(data, weights, cols * sizeof(float), rows, cols);
            data += bb_panel_bytes(BB_DTYPE_F32, cols);
        }
    }
}

static bb_matrix of_size(size_t rows, size_t cols)
{
    return (bb_matrix){.rows = rows, .cols = cols, .type = BB_DTYPE_F32};
}

static bb_matrix random_matrix(size_t rows, size_t cols)
{
    bb_matrix matrix = of_size(rows, cols);
    make_matrices((bb_matrix *[]){&matrix}, 1);
    return matrix;
}

static void make_layer(bb_layer *layer, const bb_shape *shape, reference_traits traits)
{
    size_t query_dim = bb_shape_query_dim(shape);
    size_t kv_dim = bb_shape_kv_dim(shape);
    *layer = (bb_layer){
        .attention_norm = random_weights(shape->dim, -1, 1),
        .query = of_size(query_dim, shape->dim),
        .key = of_size(kv_dim, shape->dim),
        .value = of_size(kv_dim, shape->dim),
        .attention_out = random_matrix(shape->dim, query_dim),
        .ffn_norm = random_weights(shape->dim, -1, 1),
        .gate = of_size(shape->hidden, shape->dim),
        .up = of_size(shape->hidden, shape->dim),
        .down = random_matrix(shape->dim, shape->hidden),
    };
    make_matrices((bb_matrix *[]){&layer->query, &layer->key, &layer->value}, 3);
    make_matrices((bb_matrix *[]){&layer->gate, &layer->up}, 2);
    if (traits.biases) {
        layer->query_bias = random_weights(query_dim, -1, 1);
        layer->key_bias = random_weights(kv_dim, -1, 1);
        layer->value_bias = random_weights(kv_dim, -1, 1);
    }
    if (traits.head_norms) {
        layer->query_norm = random_weights(shape->head_size, -2, 2);
        layer->key_norm = random_weights(shape->head_size, -2, 2);
    }
    if (traits.norms_behind) {
        layer->attention_norm_behind = random_weights(shape->dim, -1, 1);
        layer->ffn_norm_behind = random_weights(shape->dim, -1, 1);
    }
}

void reference_model_make(bb_model *model, const bb_architecture *architecture, bb_shape shape,
                          reference_traits traits)
{
    bb_status status;
    fake_free_arenas();
    if (shape.head_size == 0) {
        shape.head_size = shape.dim / shape.heads;
    }
    *model = (bb_model){.architecture = architecture,
                        .shape = shape,
                        .rope_theta = 500.0f,
                        .norm_epsilon = 1e-4f,
                        .window = traits.window,
                        .local_rope_theta = traits.local_rope_theta,
                        .attention_cap = traits.attention_cap,
                        .logit_cap = traits.logit_cap,
                        .embedding_scale = traits.embedding_scale > 0 ? traits.embedding_scale : 1};
    model->layer =
        bb_arena_allocate(BB_ARENA_WEIGHTS, shape.layers * sizeof *model->layer, &status);
    for (size_t i = 0; i < shape.layers; i++) {
        make_layer(&model->layer[i], &shape, traits);
    }
    if (traits.rope_factors) {
        model->rope_factors = random_weights(shape.head_size / 2, 0.5, 8);
    }
    model->embedding = random_matrix(shape.vocabulary, shape.dim);
    model->final_norm = random_weights(shape.dim, -1, 1);
    model->classifier = random_matrix(shape.vocabulary, shape.dim);
}

void reference_model_tokens(const bb_model *model, int32_t tokens[POSITIONS])
{
    for (size_t t = 0; t < POSITIONS; t++) {
        tokens[t] = (int32_t)(bb_test_random(&seed) % model->shape.vocabulary);
    }
}

/* --- Computation --- */

static double element(const bb_matrix *matrix, size_t row, size_t col)
{
    const float *panel = matrix->data;
    panel += row / BB_PANEL_ROWS * BB_PANEL_ROWS * matrix->cols;
    return (double)panel[col * BB_PANEL_ROWS + row % BB_PANEL_ROWS];
}

/* out = matrix * x + bias, which may be missing */
static void multiply(double *out, const bb_matrix *matrix, const float *bias, const double *x)
{
    for (size_t row = 0; row < matrix->rows; row++) {
        out[row] = bias ? (double)bias[row] : 0;
        for (size_t col = 0; col < matrix->cols; col++) {
            out[row] += element(matrix, row, col) * x[col];
        }
    }
}

static void normalise(const bb_model *model, double *out, const double *x, const float *weight,
                      size_t count)
{
    double mean = 0;
    for (size_t i = 0; i < count; i++) {
        mean += x[i] * x[i] / (double)count;
    }
    for (size_t i = 0; i < count; i++) {
        out[i] = x[i] / sqrt(mean + (double)model->norm_epsilon) * (double)weight[i];
    }
}

static void normalise_heads(const bb_model *model, double *x, const float *weight, size_t heads)
{
    const size_t size = model->shape.head_size;
    for (size_t head = 0; weight && head < heads; head++) {
        normalise(model, x + head * size, x + head * size, weight, size);
    }
}

static void rotate(const bb_model *model, bool is_local, double *x, size_t heads, size_t position)
{
    const size_t size = model->shape.head_size;
    bool has_own = is_local && model->local_rope_theta > 0;
    double theta = (double)(has_own ? model->local_rope_theta : model->rope_theta);
    for (size_t i = 0; i < heads * size; i += 2) {
        double power = (double)(i % size) / (double)size;
        double angle = (double)position / pow(theta, power);
        if (model->rope_factors && !has_own) {
            angle /= (double)model->rope_factors[i % size / 2];
        }
        double first = x[i];
        double second = x[i + 1];
        x[i] = first * cos(angle) - second * sin(angle);
        x[i + 1] = first * sin(angle) + second * cos(angle);
    }
}

static double capped(double value, float cap)
{
    return cap > 0 ? (double)cap * tanh(value / (double)cap) : value;
}

static void attend(const bb_shape *shape, reference_traits traits, bool is_local, size_t t,
                   const double *query, const double key[POSITIONS][WIDEST],
                   const double value[POSITIONS][WIDEST], double *attended)
{
    for (size_t head = 0; head < shape->heads; head++) {
        size_t mine = head * shape->head_size;
        size_t shared = head * shape->kv_heads / shape->heads * shape->head_size;
        double weight[POSITIONS];
        double sum = 0;
        double divisor =
            traits.score_divisor > 0 ? traits.score_divisor : sqrt((double)shape->head_size);
        size_t first = is_local && t >= traits.window ? t + 1 - traits.window : 0;
        for (size_t s = first; s <= t; s++) {
            double score = 0;
            for (size_t i = 0; i < shape->head_size; i++) {
                score += query[mine + i] * key[s][shared + i];
            }
            sum += weight[s] = exp(capped(score / divisor, traits.attention_cap));
        }
        for (size_t s = first; s <= t; s++) {
            for (size_t i = 0; i < shape->head_size; i++) {
                attended[mine + i] += weight[s] / sum * value[s][shared + i];
            }
        }
    }
}

/* residual += change, normed if there is a weight for that */
static void add(const bb_model *model, double *sum, double *x, const float *norm)
{
    size_t count = model->shape.dim;
    if (norm) {
        normalise(model, x, x, norm, count);
    }
    for (size_t i = 0; i < count; i++) {
        sum[i] += x[i];
    }
}

static void attention_block(const bb_model *model, reference_traits traits, size_t number,
                            double residual[POSITIONS][WIDEST])
{
    const bb_shape *shape = &model->shape;
    const bb_layer *layer = &model->layer[number];
    bool is_local = traits.is_local && traits.is_local(number);
    static double key[POSITIONS][WIDEST];
    static double value[POSITIONS][WIDEST];
    for (size_t t = 0; t < POSITIONS; t++) {
        double normed[WIDEST];
        double query[WIDEST];
        double attended[WIDEST] = {0};
        double change[WIDEST];
        normalise(model, normed, residual[t], layer->attention_norm, shape->dim);
        multiply(query, &layer->query, layer->query_bias, normed);
        multiply(key[t], &layer->key, layer->key_bias, normed);
        multiply(value[t], &layer->value, layer->value_bias, normed);
        normalise_heads(model, query, layer->query_norm, shape->heads);
        normalise_heads(model, key[t], layer->key_norm, shape->kv_heads);
        rotate(model, is_local, query, shape->heads, t);
        rotate(model, is_local, key[t], shape->kv_heads, t);
        attend(shape, traits, is_local, t, query, key, value, attended);
        multiply(change, &layer->attention_out, NULL, attended);
        add(model, residual[t], change, layer->attention_norm_behind);
    }
}

static double silu(double x)
{
    return x / (1 + exp(-x));
}

static double gelu(double x)
{
    return x / 2 * (1 + tanh(sqrt(2 / acos(-1.0)) * (x + 0.044715 * x * x * x)));
}

static void feed_forward_block(const bb_model *model, reference_traits traits, size_t number,
                               double residual[POSITIONS][WIDEST])
{
    const bb_shape *shape = &model->shape;
    const bb_layer *layer = &model->layer[number];
    for (size_t t = 0; t < POSITIONS; t++) {
        double normed[WIDEST];
        double gate[WIDEST];
        double up[WIDEST];
        double change[WIDEST];
        normalise(model, normed, residual[t], layer->ffn_norm, shape->dim);
        multiply(gate, &layer->gate, NULL, normed);
        multiply(up, &layer->up, NULL, normed);
        for (size_t i = 0; i < shape->hidden; i++) {
            gate[i] = (traits.gelu ? gelu(gate[i]) : silu(gate[i])) * up[i];
        }
        multiply(change, &layer->down, NULL, gate);
        add(model, residual[t], change, layer->ffn_norm_behind);
    }
}

void reference_model_run(const bb_model *model, reference_traits traits,
                         const int32_t tokens[POSITIONS], double logits[POSITIONS][WIDEST])
{
    static double residual[POSITIONS][WIDEST];
    for (size_t t = 0; t < POSITIONS; t++) {
        for (size_t i = 0; i < model->shape.dim; i++) {
            residual[t][i] =
                element(&model->embedding, (size_t)tokens[t], i) * (double)model->embedding_scale;
        }
    }
    for (size_t i = 0; i < model->shape.layers; i++) {
        attention_block(model, traits, i, residual);
        feed_forward_block(model, traits, i, residual);
    }
    for (size_t t = 0; t < POSITIONS; t++) {
        double normed[WIDEST];
        normalise(model, normed, residual[t], model->final_norm, model->shape.dim);
        multiply(logits[t], &model->classifier, NULL, normed);
        for (size_t i = 0; i < model->shape.vocabulary; i++) {
            logits[t][i] = capped(logits[t][i], traits.logit_cap);
        }
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../fake_kernel.c ../plain_engine.c */

/*
 * The forward pass against the formulas as they are printed in the papers, in double precision and
 * over the whole sequence at once, for shapes that are no multiples of a vector.
 */
#include "bb_hooks.h"
#include "bb_kernel.h"
#include "bb_memory.h"
#include "bb_test.h"
#include "fake_kernel.h"

enum { POSITIONS = 9, GREATEST = 64 };

static bb_kernel kernel;
static uint64_t seed = 20;

void bb_hooks_kv_event(bb_kernel *from, const bb_kv_event *event)
{
    CHECK_EQUAL(event->length, from->context.length);
}

static float *random_weights(size_t count, double spread)
{
    bb_status status;
    float *weights = bb_arena_allocate(BB_ARENA_WEIGHTS, count * sizeof *weights, &status);
    for (size_t i = 0; i < count; i++) {
        double unit = (double)(bb_test_random(&seed) >> 11) / 9007199254740992.0;
        weights[i] = (float)((2 * unit - 1) * spread);
    }
    return weights;
}

static bb_matrix random_matrix(size_t rows, size_t cols)
{
    bb_status status;
    bb_matrix matrix = {.rows = rows, .cols = cols, .type = BB_DTYPE_F32};
    size_t panel = bb_panel_bytes(matrix.type, cols);
    uint8_t *data = bb_arena_allocate(BB_ARENA_WEIGHTS, bb_panels(rows) * panel, &status);
    matrix.data = data;
    for (size_t row = 0; row < rows; row += BB_PANEL_ROWS) {
        size_t count = rows - row < BB_PANEL_ROWS ? rows - row : BB_PANEL_ROWS;
        float *weights = random_weights(count * cols, 0.5);
        bb_weight_type_of(matrix.type)->pack(data, weights, cols * sizeof(float), count, cols);
        data += panel;
    }
    return matrix;
}

static float element(const bb_matrix *matrix, size_t row, size_t col)
{
    const float *panel = matrix->data;
    panel += row / BB_PANEL_ROWS * BB_PANEL_ROWS * matrix->cols;
    return panel[col * BB_PANEL_ROWS + row % BB_PANEL_ROWS];
}

static void make_model(bb_shape shape)
{
    bb_status status;
    bb_model *model = &kernel.model;
    fake_free_arenas();
    shape.head_size = shape.dim / shape.heads;
    *model = (bb_model){.shape = shape, .rope_theta = 500.0f, .norm_epsilon = 1e-4f};
    size_t kv_dim = bb_shape_kv_dim(&shape);
    model->layer =
        bb_arena_allocate(BB_ARENA_WEIGHTS, shape.layers * sizeof *model->layer, &status);
    for (size_t i = 0; i < shape.layers; i++) {
        model->layer[i] = (bb_layer){
            .attention_norm = random_weights(shape.dim, 1),
            .query = random_matrix(shape.dim, shape.dim),
            .key = random_matrix(kv_dim, shape.dim),
            .value = random_matrix(kv_dim, shape.dim),
            .attention_out = random_matrix(shape.dim, shape.dim),
            .ffn_norm = random_weights(shape.dim, 1),
            .gate = random_matrix(shape.hidden, shape.dim),
            .down = random_matrix(shape.dim, shape.hidden),
            .up = random_matrix(shape.hidden, shape.dim),
        };
    }
    model->embedding = random_matrix(shape.vocabulary, shape.dim);
    model->final_norm = random_weights(shape.dim, 1);
    model->classifier = random_matrix(shape.vocabulary, shape.dim);
    CHECK(bb_forward_prepare(&kernel) == BB_OK);
}

static void multiply(double *out, const bb_matrix *matrix, const double *x)
{
    for (size_t row = 0; row < matrix->rows; row++) {
        out[row] = 0;
        for (size_t col = 0; col < matrix->cols; col++) {
            out[row] += (double)element(matrix, row, col) * x[col];
        }
    }
}

static void normalise(double *out, const double *x, const float *weight)
{
    const size_t dim = kernel.model.shape.dim;
    double mean = 0;
    for (size_t i = 0; i < dim; i++) {
        mean += x[i] * x[i] / (double)dim;
    }
    for (size_t i = 0; i < dim; i++) {
        out[i] = x[i] / sqrt(mean + (double)kernel.model.norm_epsilon) * (double)weight[i];
    }
}

static void rotate(double *x, size_t heads, size_t position)
{
    const size_t size = kernel.model.shape.head_size;
    for (size_t i = 0; i < heads * size; i += 2) {
        double power = (double)(i % size) / (double)size;
        double angle = (double)position / pow((double)kernel.model.rope_theta, power);
        double first = x[i];
        double second = x[i + 1];
        x[i] = first * cos(angle) - second * sin(angle);
        x[i + 1] = first * sin(angle) + second * cos(angle);
    }
}

/* residual: (POSITIONS, GREATEST) */
static void reference_layer(const bb_layer *layer, double residual[POSITIONS][GREATEST])
{
    const bb_shape *shape = &kernel.model.shape;
    static double key[POSITIONS][GREATEST];
    static double value[POSITIONS][GREATEST];
    for (size_t t = 0; t < POSITIONS; t++) {
        double normed[GREATEST];
        double query[GREATEST];
        double attended[GREATEST] = {0};
        double change[GREATEST];
        double gate[GREATEST];
        double up[GREATEST];
        normalise(normed, residual[t], layer->attention_norm);
        multiply(query, &layer->query, normed);
        multiply(key[t], &layer->key, normed);
        multiply(value[t], &layer->value, normed);
        rotate(query, shape->heads, t);
        rotate(key[t], shape->kv_heads, t);
        for (size_t head = 0; head < shape->heads; head++) {
            size_t mine = head * shape->head_size;
            size_t shared = head * shape->kv_heads / shape->heads * shape->head_size;
            double weight[POSITIONS];
            double sum = 0;
            for (size_t s = 0; s <= t; s++) {
                double score = 0;
                for (size_t i = 0; i < shape->head_size; i++) {
                    score += query[mine + i] * key[s][shared + i];
                }
                sum += weight[s] = exp(score / sqrt((double)shape->head_size));
            }
            for (size_t s = 0; s <= t; s++) {
                for (size_t i = 0; i < shape->head_size; i++) {
                    attended[mine + i] += weight[s] / sum * value[s][shared + i];
                }
            }
        }
        multiply(change, &layer->attention_out, attended);
        for (size_t i = 0; i < shape->dim; i++) {
            residual[t][i] += change[i];
        }
        normalise(normed, residual[t], layer->ffn_norm);
        multiply(gate, &layer->gate, normed);
        multiply(up, &layer->up, normed);
        for (size_t i = 0; i < shape->hidden; i++) {
            gate[i] = gate[i] / (1 + exp(-gate[i])) * up[i];
        }
        multiply(change, &layer->down, gate);
        for (size_t i = 0; i < shape->dim; i++) {
            residual[t][i] += change[i];
        }
    }
}

static void compare(bb_shape shape)
{
    static double residual[POSITIONS][GREATEST];
    int32_t tokens[POSITIONS];
    make_model(shape);
    const bb_model *model = &kernel.model;
    for (size_t t = 0; t < POSITIONS; t++) {
        tokens[t] = (int32_t)(bb_test_random(&seed) % shape.vocabulary);
        for (size_t i = 0; i < shape.dim; i++) {
            residual[t][i] = (double)element(&model->embedding, (size_t)tokens[t], i);
        }
    }
    for (size_t layer = 0; layer < shape.layers; layer++) {
        reference_layer(&model->layer[layer], residual);
    }
    static double expected[POSITIONS][GREATEST];
    for (size_t t = 0; t < POSITIONS; t++) {
        double normed[GREATEST];
        normalise(normed, residual[t], model->final_norm);
        multiply(expected[t], &model->classifier, normed);
    }
    /* Token by token; then, over what that has left, in calls that are and are not whole batches.
     */
    static const size_t calls[][POSITIONS + 1] = {
        {1, 1, 1, 1, 1, 1, 1, 1, 1}, {POSITIONS}, {2, 4, 3}, {5, 1, 3}};
    static float first[POSITIONS][GREATEST];
    for (size_t way = 0; way < sizeof calls / sizeof *calls; way++) {
        size_t t = 0;
        for (const size_t *call = calls[way]; t < POSITIONS; call++) {
            const float *logits = bb_forward(&kernel, tokens + t, *call);
            t += *call;
            for (size_t i = 0; i < shape.vocabulary; i++) {
                CHECK_NEAR(logits[i], expected[t - 1][i], 2e-5);
                if (way == 0) {
                    first[t - 1][i] = logits[i];
                }
                CHECK(memcmp(&logits[i], &first[t - 1][i], sizeof(float)) == 0);
            }
            CHECK_EQUAL(kernel.context.length, t);
            CHECK_EQUAL(kernel.context.tokens[t - 1], tokens[t - 1]);
        }
        bb_context_truncate(&kernel, 0);
    }
}

TEST(shapes)
{
    /* dim, hidden, layers, heads, kv_heads, head_size, vocabulary, context, shared_classifier */
    compare((bb_shape){6, 7, 1, 1, 1, 0, 5, POSITIONS, false});
    compare((bb_shape){20, 33, 2, 2, 1, 0, 13, POSITIONS, false});
    compare((bb_shape){24, 50, 3, 6, 3, 0, 31, POSITIONS + 4, false});
    compare((bb_shape){24, 17, 2, 6, 2, 0, 31, POSITIONS, false});
    compare((bb_shape){42, 61, 2, 3, 3, 0, 64, POSITIONS, false});
    compare((bb_shape){64, 64, 2, 8, 4, 0, 64, POSITIONS, false});
}

TEST(demands)
{
    kernel.model.shape = (bb_shape){20, 33, 2, 2, 1, 10, 13, 9, true};
    CHECK_EQUAL(bb_forward_demand_kv(&kernel), 2 * (2 * 16 * 10 * 4) + 64);
    CHECK_EQUAL(bb_forward_demand_output(&kernel), 64);
    /* 4 rows: residual, normed, projected, attended, hidden; activations; rope. */
    CHECK_EQUAL(bb_forward_demand_scratch(&kernel), 2 * 512 + 4 * 4 * (32 + 16 + 16) + 320 +
                                                        4 * 4 * 2 * 48 + 576 + 128 + 2 * 64 +
                                                        2 * 192);
    /* The greatest that bb_shape_check lets through. */
    const size_t most = (size_t)1 << 20;
    kernel.model.shape = (bb_shape){most, most, most, 1, 1, most, most, most, true};
    CHECK_EQUAL(bb_forward_demand_kv(&kernel), 2 * (most * most * most * 4) + most * 4);
}

TEST(constants)
{
    const float wrong_theta[] = {0.5f, -1.0f, NAN, INFINITY};
    const float wrong_epsilon[] = {0.0f, -1e-5f, NAN, 1.0f};
    for (size_t i = 0; i < 4; i++) {
        kernel.model.rope_theta = wrong_theta[i];
        kernel.model.norm_epsilon = 1e-5f;
        CHECK(bb_forward_prepare(&kernel) != BB_OK);
        CHECK_TEXT(fake_failure(), "E-MODEL-CONSTANT");
        kernel.model.rope_theta = 10000.0f;
        kernel.model.norm_epsilon = wrong_epsilon[i];
        CHECK(bb_forward_prepare(&kernel) != BB_OK);
        CHECK_TEXT(fake_failure(), "E-MODEL-CONSTANT");
    }
}

int main(void)
{
    int failed = RUN(shapes) | RUN(demands) | RUN(constants);
    fake_free_arenas();
    return failed;
}

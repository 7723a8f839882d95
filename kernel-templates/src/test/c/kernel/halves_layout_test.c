/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../../main/c/kernel/halves_layout.c */
#include "halves_layout.h"

#include <stdlib.h>
#include <string.h>

#include "bb_platform.h"
#include "bb_test.h"
#include "halves.h"

static bool memory_is_short;

BB_ERROR(short_of_memory, "E-MEMORY-SHORT", "Nothing to do.");

bb_status bb_platform_pages_allocate(size_t bytes, void **out)
{
    if (memory_is_short) {
        return &short_of_memory;
    }
    *out = malloc(bytes);
    return BB_OK;
}

void bb_platform_pages_free(void *pages, size_t bytes)
{
    (void)bytes;
    free(pages);
}

/* --- A layer, and a copy of what its weights were --- */

typedef struct sample {
    bb_model model;
    bb_layer layer;
    uint8_t *memory;
    uint8_t *before;
    size_t bytes;
} sample;

/* Matrices one behind the other, with `between` bytes; random bytes. */
static void place(sample *sample, size_t between)
{
    bb_layer *layer = &sample->layer;
    bb_matrix *const all[] = {&layer->query, &layer->key, &layer->value,
                              &layer->gate,  &layer->up,  &layer->down};
    static uint64_t seed = 5;
    sample->bytes = 0;
    for (size_t i = 0; i < 6; i++) {
        sample->bytes += bb_bytes_of(all[i]) + between;
    }
    sample->memory = aligned_alloc(BB_PANEL_ALIGNMENT, sample->bytes);
    sample->before = malloc(sample->bytes);
    for (size_t i = 0; i < sample->bytes; i++) {
        sample->memory[i] = (uint8_t)bb_test_random(&seed);
    }
    memcpy(sample->before, sample->memory, sample->bytes);
    uint8_t *at = sample->memory;
    for (size_t i = 0; i < 6; i++) {
        all[i]->data = at;
        at += bb_bytes_of(all[i]) + between;
    }
    sample->model = (bb_model){.shape = {.layers = 1}, .layer = layer};
}

static sample sample_of(bb_dtype type, size_t query_rows, size_t key_rows, size_t hidden)
{
    const size_t dim = 96;
    return (sample){.layer = {
                        .query = {.rows = query_rows, .cols = dim, .type = type},
                        .key = {.rows = key_rows, .cols = dim, .type = type},
                        .value = {.rows = key_rows, .cols = dim, .type = type},
                        .gate = {.rows = hidden, .cols = dim, .type = type},
                        .up = {.rows = hidden, .cols = dim, .type = type},
                        .down = {.rows = dim, .cols = hidden, .type = type},
                    }};
}

static void drop(sample *sample)
{
    free(sample->memory);
    free(sample->before);
}

static const uint8_t *before(const sample *sample, const bb_matrix *plain)
{
    return sample->before + ((const uint8_t *)plain->data - sample->memory);
}

/* --- Checks: where panels and columns are, as bb_matrix tells --- */

static void check_rows(const sample *sample, const bb_matrix *plain, const bb_matrix *laid_out)
{
    size_t panels = bb_panels(plain->rows);
    size_t bytes = bb_panel_bytes(plain->type, plain->cols);
    for (size_t panel = 0; panel < panels; panel++) {
        const uint8_t *at = laid_out->data;
        at += (panel + (panel >= panels / 2 ? laid_out->gap : 0)) * bytes;
        CHECK(memcmp(at, before(sample, plain) + panel * bytes, bytes) == 0);
    }
}

/* Row `row` of a panel with `cols` columns: the bytes of a block's scale or minimum, and of the
 * element, or pair of quants, of a column; as bb_weights.h describes them. */
static const uint8_t *scale_at(bb_dtype type, const uint8_t *panel, size_t block, size_t row,
                               size_t which)
{
    size_t kinds = type == BB_DTYPE_Q4_1 ? 2 : 1;
    return panel + ((block * kinds + which) * 16 + row) * 2;
}

static size_t rounded(size_t bytes)
{
    return (bytes + 63) / 64 * 64;
}

static const uint8_t *value_at(bb_dtype type, const uint8_t *panel, size_t cols, size_t row,
                               size_t col)
{
    size_t block = col / 32;
    size_t in = col % 32;
    switch (type) {
    case BB_DTYPE_F32:
        return panel + (col * 16 + row) * 4;
    case BB_DTYPE_F16:
    case BB_DTYPE_BF16:
        return panel + (col * 16 + row) * 2;
    case BB_DTYPE_Q8_0:
        return panel + rounded(cols / 32 * 32) + ((block * 8 + in / 4) * 16 + row) * 4 + in % 4;
    default:
        panel += rounded(cols / 32 * (type == BB_DTYPE_Q4_1 ? 64 : 32));
        return panel + ((block * 4 + in % 16 / 4) * 16 + row) * 4 + in % 4;
    }
}

static void check_columns(const sample *sample, const bb_matrix *plain, const bb_matrix *laid_out)
{
    bb_dtype type = plain->type;
    size_t half = plain->cols / 2;
    size_t panels = bb_panels(plain->rows);
    CHECK(laid_out->by_columns);
    for (size_t row = 0; row < plain->rows; row++) {
        const uint8_t *old = before(sample, plain) + row / 16 * bb_panel_bytes(type, plain->cols);
        for (size_t col = 0; col < plain->cols; col++) {
            const uint8_t *new = laid_out->data;
            new += (col / half * panels + row / 16) * bb_panel_bytes(type, half);
            CHECK_EQUAL(*value_at(type, new, half, row % 16, col % half),
                        *value_at(type, old, plain->cols, row % 16, col));
            for (size_t which = 0; type >= BB_DTYPE_Q8_0 && which <= (type == BB_DTYPE_Q4_1);
                 which++) {
                CHECK(memcmp(scale_at(type, new, col % half / 32, row % 16, which),
                             scale_at(type, old, col / 32, row % 16, which), 2) == 0);
            }
        }
    }
}

static void check_all(sample *sample)
{
    bb_layer plain = sample->layer;
    bb_layer *layer = &sample->layer;
    bb_lay_out_halves(&sample->model, true);
    check_rows(sample, &plain.query, &layer->query);
    check_rows(sample, &plain.key, &layer->key);
    check_rows(sample, &plain.value, &layer->value);
    check_rows(sample, &plain.gate, &layer->gate);
    check_rows(sample, &plain.up, &layer->up);
    check_columns(sample, &plain.down, &layer->down);
}

TEST(what_a_side_reads_is_in_one_piece)
{
    for (bb_dtype type = 0; type < BB_DTYPE_COUNT; type++) {
        sample sample = sample_of(type, 96, 32, 256);
        place(&sample, 0);
        check_all(&sample);
        bb_layer *layer = &sample.layer;
        const uint8_t *query = layer->query.data;
        const uint8_t *key = layer->key.data;
        const uint8_t *value = layer->value.data;
        CHECK_EQUAL(key - query, bb_bytes_of(&layer->query) / 2);
        CHECK_EQUAL(value - key, bb_bytes_of(&layer->key) / 2);
        CHECK_EQUAL(layer->query.gap, bb_panels(layer->key.rows));
        CHECK_EQUAL(layer->gate.gap, bb_panels(layer->up.rows) / 2);
        drop(&sample);
    }
}

/* Without a second side rows stay: then all of a matrix is one stream. */
TEST(columns_alone)
{
    sample sample = sample_of(BB_DTYPE_Q8_0, 64, 32, 128);
    place(&sample, 0);
    bb_layer plain = sample.layer;
    bb_layer *layer = &sample.layer;
    bb_lay_out_halves(&sample.model, false);
    check_columns(&sample, &plain.down, &layer->down);
    CHECK_EQUAL(layer->query.gap + layer->gate.gap, 0);
    check_rows(&sample, &plain.query, &layer->query);
    check_rows(&sample, &plain.up, &layer->up);
    drop(&sample);
}

/* A second time they are where they belong already. */
TEST(only_once)
{
    sample sample = sample_of(BB_DTYPE_Q4_0, 64, 32, 128);
    place(&sample, 0);
    check_all(&sample);
    bb_layer once = sample.layer;
    uint8_t *bytes = malloc(sample.bytes);
    memcpy(bytes, sample.memory, sample.bytes);
    bb_lay_out_halves(&sample.model, true);
    CHECK(memcmp(bytes, sample.memory, sample.bytes) == 0);
    CHECK_EQUAL(sample.layer.query.gap, once.query.gap);
    free(bytes);
    drop(&sample);
}

static void check_that_all_stays(sample *sample)
{
    bb_lay_out_halves(&sample->model, true);
    CHECK(memcmp(sample->before, sample->memory, sample->bytes) == 0);
    const bb_layer *layer = &sample->layer;
    CHECK_EQUAL(layer->query.gap + layer->key.gap + layer->value.gap, 0);
    CHECK_EQUAL(layer->gate.gap + layer->up.gap, 0);
    CHECK(!layer->down.by_columns);
    drop(sample);
}

/* One panel of keys, of hidden rows an odd number, a half of which would be padded. */
TEST(what_has_no_halves_stays)
{
    sample sample = sample_of(BB_DTYPE_Q8_0, 64, 16, 176);
    sample.layer.down.cols = 64;
    place(&sample, 0);
    check_that_all_stays(&sample);
}

TEST(what_lies_apart_stays)
{
    sample sample = sample_of(BB_DTYPE_F16, 64, 32, 128);
    sample.layer.down.cols = 160;
    place(&sample, 64);
    check_that_all_stays(&sample);
}

TEST(other_types_stay)
{
    sample sample = sample_of(BB_DTYPE_Q8_0, 64, 32, 128);
    sample.layer.value.type = BB_DTYPE_F16;
    sample.layer.up.type = BB_DTYPE_Q4_0;
    sample.layer.down.cols = 160;
    place(&sample, 0);
    check_that_all_stays(&sample);
}

TEST(without_memory_all_stays)
{
    sample sample = sample_of(BB_DTYPE_Q4_0, 64, 32, 128);
    place(&sample, 0);
    memory_is_short = true;
    check_that_all_stays(&sample);
    memory_is_short = false;
}

int main(void)
{
    return RUN(what_a_side_reads_is_in_one_piece) | RUN(columns_alone) | RUN(only_once) |
           RUN(what_has_no_halves_stays) | RUN(what_lies_apart_stays) | RUN(other_types_stay) |
           RUN(without_memory_all_stays);
}

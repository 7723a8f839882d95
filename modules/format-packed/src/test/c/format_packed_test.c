/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: packed_file.c ../../../../../kernel-templates/src/main/c/kernel/crc32c.c
   ../../main/c/packed_header.c
   ../../main/c/load.c
   ../../main/c/packed_place.c ../../main/c/packed_table.c
   ../../../../../kernel-templates/src/main/c/kernel/architecture.c
   ../../../../../kernel-templates/src/main/c/kernel/model_shape.c
   ../../../../../kernel-templates/src/main/c/kernel/source_stream.c
   ../../../../../kernel-templates/src/test/c/fake_architecture.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c */
#include "bb_architecture.h"
#include "bb_kernel.h"
#include "bb_test.h"
#include "fake_kernel.h"
#include "format_packed.h"
#include "packed_file.h"

static bb_kernel kernel;

/* What the kernel does with a file, or with a partition that it is on; "" or the failure's code. */
static const char *load_from(const uint8_t *bytes, size_t size, bool padded)
{
    fake_free_arenas();
    uint8_t *exact = malloc(size);
    memcpy(exact, bytes, size);
    bb_source source = fake_source("m.bin", exact, size);
    source.padded = padded;
    bb_status status = BB_OK;
    bool known = bb_format_packed_probe(exact, size < 4096 ? size : 4096, size);
    if (known) {
        status = bb_format_packed_header(&kernel, &source);
    }
    if (known && !status) {
        status = bb_format_packed_load(&kernel, &source);
    }
    free(exact);
    return !known ? "no format" : status ? status->name : "";
}

static const char *load(const packed_file *file)
{
    return load_from(file->bytes, file->size, false);
}

/* Where the next tensor should be. */
typedef struct place {
    const uint8_t *data; /* of the file, in memory */
    size_t end;
} place;

static void check_bytes(place *at, const void *data, size_t bytes)
{
    CHECK_EQUAL((const uint8_t *)data - at->data, at->end);
    CHECK_EQUAL((uintptr_t)data % BB_PANEL_ALIGNMENT, 0);
    for (size_t i = 0; i < bytes; i++) {
        CHECK_EQUAL(((const uint8_t *)data)[i], packed_byte(at->end + i));
    }
    at->end = (at->end + bytes + 63) / 64 * 64;
}

static void check_norm(place *at, const float *norm)
{
    check_bytes(at, norm, PACKED_DIM * sizeof(float));
}

static void check_matrix(place *at, bb_matrix matrix, bb_dtype type, size_t rows, size_t cols)
{
    CHECK_EQUAL(matrix.type, type);
    CHECK_EQUAL(matrix.rows, rows);
    CHECK_EQUAL(matrix.cols, cols);
    check_bytes(at, matrix.data, bb_panels(rows) * bb_panel_bytes(type, cols));
}

static void check_model(bb_dtype type, bool shared)
{
    const bb_model *model = &kernel.model;
    place at = {.data = model->embedding.data};
    check_matrix(&at, model->embedding, type, PACKED_TOKENS, PACKED_DIM);
    for (size_t i = 0; i < PACKED_LAYERS; i++) {
        const bb_layer *layer = &model->layer[i];
        check_norm(&at, layer->attention_norm);
        check_matrix(&at, layer->query, type, PACKED_DIM, PACKED_DIM);
        check_matrix(&at, layer->key, type, PACKED_KV, PACKED_DIM);
        check_matrix(&at, layer->value, type, PACKED_KV, PACKED_DIM);
        check_matrix(&at, layer->attention_out, type, PACKED_DIM, PACKED_DIM);
        check_norm(&at, layer->ffn_norm);
        check_matrix(&at, layer->gate, type, PACKED_HIDDEN, PACKED_DIM);
        check_matrix(&at, layer->up, type, PACKED_HIDDEN, PACKED_DIM);
        check_matrix(&at, layer->down, type, PACKED_DIM, PACKED_HIDDEN);
    }
    check_norm(&at, model->final_norm);
    if (shared) {
        CHECK(model->classifier.data == model->embedding.data);
        at.end = 0;
    }
    check_matrix(&at, model->classifier, type, PACKED_TOKENS, PACKED_DIM);
}

TEST(types)
{
    for (bb_dtype type = 0; type < BB_DTYPE_COUNT; type++) {
        for (int shared = 0; shared < 2; shared++) {
            packed_file file = packed_make(type, shared);
            CHECK_TEXT(load(&file), "");
            check_model(type, shared);
            CHECK_TEXT(kernel.model.name, "test 64");
            CHECK_EQUAL(kernel.model.begin_token, 1);
            CHECK_EQUAL(kernel.model.end_token, 2);
            CHECK_EQUAL(kernel.model.end_of_turn_token, -1);
            CHECK_EQUAL(kernel.model.vocabulary.count, 0);
            CHECK_EQUAL(kernel.model.shape.context, 16);
            CHECK_TEXT(kernel.model.architecture->name, "llama");
            CHECK_NEAR(kernel.model.embedding_scale, 1, 0);
            CHECK_EQUAL(kernel.model.data_offset, file.data_at);
            free(file.bytes);
        }
    }
}

TEST(names)
{
    static const struct {
        const char bytes[33];
        const char *name;
    } cases[] = {{"stories15M Q8_0", "stories15M Q8_0"},
                 {"", ""},
                 {"a\2b", "a"},
                 {"a\x7f", "a"},
                 {"h\xc3\xa9", "h\xc3\xa9"},
                 {"0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        packed_file file = packed_make(BB_DTYPE_F32, true);
        memcpy(file.bytes + 96, cases[i].bytes, 32);
        packed_seal(&file);
        CHECK_TEXT(load(&file), "");
        CHECK_TEXT(kernel.model.name, cases[i].name);
        free(file.bytes);
    }
}

TEST(type_not_installed)
{
    packed_file file = packed_make(BB_DTYPE_Q4_0, true);
    packed_installed = ~(1u << BB_DTYPE_Q4_0);
    CHECK_TEXT(load(&file), "E-WEIGHT-TYPE");
    CHECK_TEXT(bb_failure_details(), "m.bin: tensor 1, embedding, of layer 0, has type Q4_0");
    packed_installed = ~0u;
    free(file.bytes);
}

TEST(every_truncation)
{
    packed_file file = packed_make(BB_DTYPE_Q8_0, false);
    for (size_t size = 0; size < file.size; size++) {
        CHECK_TEXT(load_from(file.bytes, size, false),
                   size < 8 ? "no format" : "E-MODEL-TRUNCATED");
    }
    free(file.bytes);
}

/* A file has just its size; a partition has a little more. */
TEST(more_behind_it)
{
    packed_file file = packed_make(BB_DTYPE_F16, true);
    uint8_t *longer = calloc(1, file.size + 4096);
    memcpy(longer, file.bytes, file.size);
    CHECK_TEXT(load_from(longer, file.size + 1, false), "E-MODEL-SIZE");
    CHECK_TEXT(load_from(longer, file.size + 4096, true), "");
    CHECK_TEXT(load_from(longer, file.size, true), "");
    CHECK_TEXT(load_from(longer, file.size - 1, true), "E-MODEL-TRUNCATED");
    free(longer);
    free(file.bytes);
}

/* Wherever a byte is flipped, it is found, if it is not padding. */
TEST(every_flipped_byte)
{
    packed_file file = packed_make(BB_DTYPE_Q4_0, true);
    size_t list_end = file.list_at + 4 * (file.chunks + 1);
    for (size_t at = 0; at < file.size; at++) {
        bool padding =
            (at >= file.header_bytes && at < file.list_at) || (at >= list_end && at < file.data_at);
        file.bytes[at] ^= 0x10;
        const char *code = load(&file);
        file.bytes[at] ^= 0x10;
        if (at < 8) {
            CHECK_TEXT(code, "no format");
        } else if (at >= 12 && at < 16) { /* the header's length */
            CHECK(*code);
        } else {
            CHECK_TEXT(code, padding ? "" : "E-MODEL-CHECKSUM");
        }
    }
    free(file.bytes);
}

TEST(the_chunk_is_named)
{
    packed_file file = packed_make(BB_DTYPE_F32, true);
    size_t at = file.data_at + 2 * PACKED_CHUNK + 17;
    uint32_t good = packed_crc(file.bytes + file.data_at + 2 * PACKED_CHUNK, PACKED_CHUNK);
    file.bytes[at] ^= 1;
    uint32_t bad = packed_crc(file.bytes + file.data_at + 2 * PACKED_CHUNK, PACKED_CHUNK);
    CHECK_TEXT(load(&file), "E-MODEL-CHECKSUM");
    char expected[200];
    snprintf(expected, sizeof expected,
             "m.bin: chunk 3 of %zu (bytes %zu to %zu) has the checksum %08x, not %08x",
             file.chunks, file.data_at + 2 * PACKED_CHUNK, file.data_at + 3 * PACKED_CHUNK - 1, bad,
             good);
    CHECK_TEXT(bb_failure_details(), expected);
    file.bytes[at] ^= 1;
    file.bytes[file.size - 1] ^= 1; /* in the last, shorter one */
    CHECK_TEXT(load(&file), "E-MODEL-CHECKSUM");
    snprintf(expected, sizeof expected, "m.bin: chunk %zu of %zu (bytes %zu to %zu) ", file.chunks,
             file.chunks, file.data_at + (file.chunks - 1) * PACKED_CHUNK, file.size - 1);
    CHECK(strncmp(bb_failure_details(), expected, strlen(expected)) == 0);
    free(file.bytes);
}

/* Numbers of the header that the checksums agree with, and that cannot be. */
TEST(hostile_header)
{
    static const struct {
        size_t at, bytes;
        uint64_t value;
        const char *code;
    } cases[] = {
        {12, 4, 127, "E-MODEL-TABLE"},        {12, 4, (16 << 20) + 1, "E-MODEL-TABLE"},
        {16, 8, 4095, "E-MODEL-TABLE"},       {16, 8, 0, "E-MODEL-TABLE"},
        {16, 8, 1ull << 63, "E-MODEL-TABLE"}, {16, 8, 1 << 20, "E-MODEL-TRUNCATED"},
        {24, 8, 0, "E-MODEL-TABLE"},          {24, 8, 65, "E-MODEL-TABLE"},
        {24, 8, 64, "E-MODEL-TABLE"},         {24, 8, -64ull, "E-MODEL-TABLE"},
        {32, 4, 0, "E-MODEL-TABLE"},          {32, 4, 4097, "E-MODEL-TABLE"},
        {32, 4, 2 << 20, "E-MODEL-TABLE"},    {36, 4, 0, "E-MODEL-TABLE"},
        {36, 4, UINT32_MAX, "E-MODEL-TABLE"}, {40, 8, 1, "E-MODEL-TABLE"},
        {48, 4, 0, "E-MODEL-SHAPE"},          {48, 4, 128, "E-MODEL-TABLE"},
        {52, 4, 97, "E-MODEL-TABLE"},         {52, 4, UINT32_MAX, "E-MODEL-SHAPE"},
        {56, 4, 3, "E-MODEL-TABLE"},          {60, 4, 5, "E-MODEL-SHAPE"},
        {64, 4, 3, "E-MODEL-SHAPE"},          {68, 4, 8, "E-MODEL-TABLE"},
        {68, 4, 15, "E-MODEL-SHAPE"},         {68, 4, 1 << 20, "E-MODEL-SHAPE"},
        {72, 4, 38, "E-MODEL-TABLE"},         {76, 4, 0, "E-MODEL-SHAPE"},
        {80, 4, 1, "E-MODEL-TABLE"},          {84, 4, 37, "E-MODEL-TABLE"},
        {84, 4, UINT32_MAX, "E-MODEL-TABLE"}, {88, 4, 37, "E-MODEL-TABLE"},
        {92, 4, 20, "E-MODEL-TABLE"},         {92, 4, UINT32_MAX, "E-MODEL-TABLE"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        packed_file file = packed_make(BB_DTYPE_Q8_0, false);
        memcpy(file.bytes + cases[i].at, &cases[i].value, cases[i].bytes);
        if (cases[i].at != 12) {
            packed_seal(&file);
        }
        CHECK_TEXT(load(&file), cases[i].code);
        free(file.bytes);
    }
}

/* Tensor `number` with a field of another value. */
static const char *with_field(size_t number, size_t at, size_t bytes, uint64_t value)
{
    packed_file file = packed_make(BB_DTYPE_Q8_0, false);
    memcpy(file.bytes + 128 + 32 * number + at, &value, bytes);
    packed_seal(&file);
    const char *code = load(&file);
    free(file.bytes);
    return code;
}

static void check_tensor(size_t number, size_t at, size_t bytes, uint64_t value,
                         const char *details)
{
    CHECK_TEXT(with_field(number, at, bytes, value), "E-MODEL-TABLE");
    CHECK_TEXT(bb_failure_details(), details);
}

TEST(hostile_table)
{
    check_tensor(0, 0, 2, 12, "m.bin: tensor 1: a model of this shape has none of its kind");
    check_tensor(0, 0, 2, 65535, "m.bin: tensor 1: a model of this shape has none of its kind");
    check_tensor(2, 2, 2, BB_DTYPE_COUNT,
                 "m.bin: tensor 3, query: it has no type that it can have");
    check_tensor(1, 2, 2, 1, "m.bin: tensor 2, attention norm: it has no type that it can have");
    check_tensor(2, 4, 4, 2, "m.bin: tensor 3, query: there is no such layer");
    check_tensor(2, 4, 4, UINT32_MAX, "m.bin: tensor 3, query: there is no such layer");
    check_tensor(0, 4, 4, 1, "m.bin: tensor 1, embedding: there is no such layer");
    check_tensor(2, 4, 4, 1, "m.bin: tensor 12, query: it is there twice");
    check_tensor(11, 0, 2, 5, "m.bin: tensor 15, attention out: it is there twice");
    check_tensor(2, 8, 4, 65,
                 "m.bin: tensor 3, query: its rows and columns are not what the shape tells");
    check_tensor(2, 12, 4, 96,
                 "m.bin: tensor 3, query: its rows and columns are not what the shape tells");
    check_tensor(2, 16, 8, 0, "m.bin: tensor 3, query: it overlaps the one before it");
    check_tensor(2, 16, 8, 3,
                 "m.bin: tensor 3, query: it does not begin on a multiple of 64 bytes");
    check_tensor(2, 16, 8, -64ull, "m.bin: tensor 3, query: it ends behind the data");
    check_tensor(20, 16, 8, 1 << 20, "m.bin: tensor 21, classifier: it ends behind the data");
    check_tensor(2, 24, 8, 64,
                 "m.bin: tensor 3, query: its bytes are not what its type and shape take");
    check_tensor(2, 24, 8, UINT64_MAX,
                 "m.bin: tensor 3, query: its bytes are not what its type and shape take");
}

TEST(blocks_are_whole)
{
    packed_file file = packed_make(BB_DTYPE_F32, true);
    file.bytes[128 + 2] = BB_DTYPE_Q8_0;
    uint32_t dim = 68, head = 17; /* no multiple of a block */
    memcpy(file.bytes + 48, &dim, 4);
    memcpy(file.bytes + 68, &head, 4);
    memcpy(file.bytes + 128 + 12, &dim, 4);
    packed_seal(&file);
    CHECK_TEXT(load(&file), "E-MODEL-SHAPE"); /* an odd head */
    head = 34, dim = 136;
    memcpy(file.bytes + 48, &dim, 4);
    memcpy(file.bytes + 68, &head, 4);
    memcpy(file.bytes + 128 + 12, &dim, 4);
    packed_seal(&file);
    CHECK_TEXT(load(&file), "E-MODEL-TABLE");
    CHECK_TEXT(bb_failure_details(),
               "m.bin: tensor 1, embedding: its columns are no whole blocks of its type");
    free(file.bytes);
}

TEST(other_files)
{
    CHECK(!bb_format_packed_probe((const uint8_t *)"BAOBABW", 7, 7));
    CHECK(!bb_format_packed_probe((const uint8_t *)"BAOBABW2", 8, 8));
    CHECK(!bb_format_packed_probe((const uint8_t *)"GGUF\3\0\0\0", 8, 8));
    CHECK(!bb_format_packed_probe(NULL, 0, 0));
}

TEST(random_tables)
{
    uint64_t seed = 12;
    packed_file file = packed_make(BB_DTYPE_Q8_0, true);
    uint8_t *good = malloc(file.size);
    memcpy(good, file.bytes, file.size);
    for (int round = 0; round < 3000; round++) {
        memcpy(file.bytes, good, file.header_bytes);
        for (int changes = 0; changes < 2; changes++) {
            size_t at = 16 + bb_test_random(&seed) % (file.header_bytes - 16);
            file.bytes[at] = (uint8_t)bb_test_random(&seed);
        }
        uint32_t crc = packed_crc(file.bytes + 12, file.header_bytes - 12);
        memcpy(file.bytes + 8, &crc, 4);
        load(&file);
    }
    free(good);
    free(file.bytes);
}

int main(void)
{
    int failed = RUN(types) | RUN(names) | RUN(type_not_installed) | RUN(every_truncation) |
                 RUN(more_behind_it) | RUN(every_flipped_byte) | RUN(the_chunk_is_named) |
                 RUN(hostile_header) | RUN(hostile_table) | RUN(blocks_are_whole) |
                 RUN(other_files) | RUN(random_tables);
    fake_free_arenas();
    return failed;
}

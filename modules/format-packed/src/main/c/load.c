/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_architecture.h"
#include "bb_config.h"
#include "bb_crc32c.h"
#include "bb_kernel.h"
#include "bb_memory.h"
#include "format_packed.h"
#include "packed_header.h"
#include "packed_table.h"

/* The file's, of the kernel's one model: from the header's reading to the weights'. */
static packed_header header;

bool bb_format_packed_probe(const uint8_t *head, size_t length, uint64_t size)
{
    static const char magic[8] = "BAOBABW1";
    (void)size;
    return length >= sizeof magic && memcmp(head, magic, sizeof magic) == 0;
}

bb_status bb_format_packed_header(bb_kernel *kernel, bb_source *source)
{
    bb_model *model = &kernel->model;
    *model = (bb_model){
        .format = "packed",
        .rope_theta = BB_MODEL_ROPE_THETA,
        .norm_epsilon = BB_MODEL_NORM_EPSILON,
        .end_of_turn_token = -1,
        .embedding_scale = 1.0f,
    };
    bb_status status = bb_format_packed_read_header(source, &header, model);
    if (!status) {
        status = bb_model_set_architecture(model, "llama", source->name);
    }
    if (status) {
        return status;
    }
    model->data_offset = header.data_at;
    model->weight_bytes = bb_align_up(header.data_bytes) +
                          bb_align_up(model->shape.layers * sizeof(bb_layer)) +
                          bb_align_up(header.chunks * sizeof(uint32_t));
    return bb_format_packed_read_table(source, &header, model, 0);
}

/* The chunks of a file, and what their checksums should be. */
typedef struct expectation {
    const char *file;
    const uint32_t *checksums;
} expectation;

static bb_status verify_chunk(void *context, size_t number, const void *bytes, size_t length)
{
    const expectation *expected = context;
    uint32_t found = bb_crc32c(0, bytes, length);
    if (found == expected->checksums[number]) {
        return BB_OK;
    }
    uint64_t at = header.data_at + number * header.chunk_bytes;
    return bb_fail(&bb_format_packed_damaged,
                   "%s: chunk %zu of %zu (bytes %llu to %llu) has the checksum %08x, not %08x",
                   expected->file, number + 1, header.chunks, (unsigned long long)at,
                   (unsigned long long)(at + length - 1), found, expected->checksums[number]);
}

bb_status bb_format_packed_load(bb_kernel *kernel, bb_source *source)
{
    bb_model *model = &kernel->model;
    size_t layers_bytes = model->shape.layers * sizeof *model->layer;
    size_t list_bytes = header.chunks * sizeof(uint32_t);
    bb_status status;
    /* The data comes first: the arena's start has the alignment that devices want. */
    uint8_t *data = bb_arena_allocate(BB_ARENA_WEIGHTS, header.data_bytes, &status);
    if (!status) {
        model->layer = bb_arena_allocate(BB_ARENA_WEIGHTS, layers_bytes, &status);
    }
    uint32_t *checksums = 0;
    if (!status) {
        checksums = bb_arena_allocate(BB_ARENA_WEIGHTS, list_bytes, &status);
    }
    if (!status) {
        memset(model->layer, 0, layers_bytes);
        status = bb_format_packed_read_table(source, &header, model, data);
    }
    if (!status) {
        status = bb_source_read(source, header.checksums_at, checksums, list_bytes);
    }
    if (status) {
        return status;
    }
    expectation expected = {.file = source->name, .checksums = checksums};
    return bb_source_stream(source, header.data_at, data, header.data_bytes, header.chunk_bytes,
                            verify_chunk, &expected);
}

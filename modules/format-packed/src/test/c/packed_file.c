/* SPDX-License-Identifier: Apache-2.0 */
#include "packed_file.h"

#include <stdlib.h>
#include <string.h>

unsigned packed_installed = ~0u;

const bb_weight_type *bb_weight_type_of(bb_dtype type)
{
    static bb_weight_type found;
    found = (bb_weight_type){.name = bb_dtype_name(type), .type = type};
    return packed_installed >> type & 1 ? &found : NULL;
}

const char *bb_dtype_name(bb_dtype type)
{
    static const char *const names[] = {"F32", "F16", "BF16", "Q8_0", "Q4_0", "Q4_1"};
    return names[type];
}

uint32_t packed_crc(const void *bytes, size_t length)
{
    const uint8_t *at = bytes;
    uint32_t crc = UINT32_MAX;
    for (size_t i = 0; i < length; i++) {
        crc ^= at[i];
        for (int bit = 0; bit < 8; bit++) {
            crc = crc & 1 ? crc >> 1 ^ UINT32_C(0x82f63b78) : crc >> 1;
        }
    }
    return ~crc;
}

uint8_t packed_byte(size_t index)
{
    return (uint8_t)(index * 7 + index / 256 * 13 + 1);
}

/* Little-endian, as is the machine. */
static void put(uint8_t *at, uint64_t value, size_t size)
{
    memcpy(at, &value, size);
}

static size_t up(size_t value, size_t to)
{
    return (value + to - 1) / to * to;
}

typedef struct maker {
    uint8_t *entry;
    size_t end;
    size_t parameters;
} maker;

static void add(maker *to, unsigned kind, bb_dtype type, size_t layer, size_t rows, size_t cols)
{
    bool norm = kind == 1 || kind == 6 || kind == 10;
    size_t bytes = norm ? cols * 4 : (rows + 15) / 16 * bb_panel_bytes(type, cols);
    put(to->entry, kind, 2);
    put(to->entry + 2, norm ? 0 : type, 2);
    put(to->entry + 4, layer, 4);
    put(to->entry + 8, rows, 4);
    put(to->entry + 12, cols, 4);
    put(to->entry + 16, to->end, 8);
    put(to->entry + 24, bytes, 8);
    to->entry += 32;
    to->end = up(to->end + bytes, 64);
    to->parameters += rows * cols;
}

static void add_all(maker *to, bb_dtype type, bool shared)
{
    add(to, 0, type, 0, PACKED_TOKENS, PACKED_DIM);
    for (size_t i = 0; i < PACKED_LAYERS; i++) {
        add(to, 1, type, i, 1, PACKED_DIM);
        add(to, 2, type, i, PACKED_DIM, PACKED_DIM);
        add(to, 3, type, i, PACKED_KV, PACKED_DIM);
        add(to, 4, type, i, PACKED_KV, PACKED_DIM);
        add(to, 5, type, i, PACKED_DIM, PACKED_DIM);
        add(to, 6, type, i, 1, PACKED_DIM);
        add(to, 7, type, i, PACKED_HIDDEN, PACKED_DIM);
        add(to, 8, type, i, PACKED_HIDDEN, PACKED_DIM);
        add(to, 9, type, i, PACKED_DIM, PACKED_HIDDEN);
    }
    add(to, 10, type, 0, 1, PACKED_DIM);
    if (!shared)
        add(to, 11, type, 0, PACKED_TOKENS, PACKED_DIM);
}

packed_file packed_make(bb_dtype type, bool shared)
{
    static const uint32_t shape[8] = {
        PACKED_DIM, PACKED_HIDDEN, PACKED_LAYERS, 4, 2, 16, PACKED_TOKENS, 16};
    size_t tensors = PACKED_LAYERS * 9 + (shared ? 2 : 3);
    packed_file file = {.header_bytes = 128 + 32 * tensors};
    uint8_t *header = calloc(1, file.header_bytes);
    maker to = {.entry = header + 128};
    add_all(&to, type, shared);

    file.data_bytes = to.end;
    file.chunks = up(file.data_bytes, PACKED_CHUNK) / PACKED_CHUNK;
    file.list_at = up(file.header_bytes, 64);
    file.data_at = up(file.list_at + 4 * (file.chunks + 1), 4096);
    file.size = file.data_at + file.data_bytes;
    memcpy(header, "BAOBABW1", 8);
    put(header + 12, file.header_bytes, 4);
    put(header + 16, file.data_at, 8);
    put(header + 24, file.data_bytes, 8);
    put(header + 32, PACKED_CHUNK, 4);
    put(header + 36, file.chunks, 4);
    put(header + 40, to.parameters, 8);
    memcpy(header + 48, shape, sizeof shape);
    put(header + 80, shared, 4);
    put(header + 84, 1, 4);
    put(header + 88, 2, 4);
    put(header + 92, tensors, 4);
    memcpy(header + 96, "test 64", 7);

    file.bytes = calloc(1, file.size);
    memcpy(file.bytes, header, file.header_bytes);
    free(header);
    for (size_t i = 0; i < file.data_bytes; i++)
        file.bytes[file.data_at + i] = packed_byte(i);
    packed_seal(&file);
    return file;
}

void packed_seal(packed_file *file)
{
    for (size_t i = 0; i < file->chunks; i++) {
        size_t at = i * PACKED_CHUNK, left = file->data_bytes - at;
        put(file->bytes + file->list_at + 4 * i,
            packed_crc(file->bytes + file->data_at + at, left < PACKED_CHUNK ? left : PACKED_CHUNK),
            4);
    }
    put(file->bytes + file->list_at + 4 * file->chunks,
        packed_crc(file->bytes + file->list_at, 4 * file->chunks), 4);
    put(file->bytes + 8, packed_crc(file->bytes + 12, file->header_bytes - 12), 4);
}

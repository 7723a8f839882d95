/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PACKED_FILE_H
#define PACKED_FILE_H

/* Packed files for tests, written from docs/packed-model.md alone, and the weight types that a
 * kernel has. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bb_weights.h"

/* Types that are installed: bits by bb_dtype. All at first. */
extern unsigned packed_installed;

typedef struct packed_file {
    uint8_t *bytes;
    size_t size;
    size_t header_bytes;
    size_t list_at;
    size_t data_at;
    size_t data_bytes;
    size_t chunks;
} packed_file;

/* dim 64, hidden 96, 2 layers, 4 heads, 2 key/value heads, 37 tokens, 16 positions. */
enum { PACKED_DIM = 64, PACKED_HIDDEN = 96, PACKED_LAYERS = 2, PACKED_KV = 32, PACKED_TOKENS = 37 };

#define PACKED_CHUNK 4096

/* A file whose matrices are of a type; byte i of the data is packed_byte(i), but for the padding.
 */
packed_file packed_make(bb_dtype type, bool shared);
uint8_t packed_byte(size_t index);

/* Makes all checksums right again. */
void packed_seal(packed_file *file);

/* Bit by bit. */
uint32_t packed_crc(const void *bytes, size_t length);

#endif

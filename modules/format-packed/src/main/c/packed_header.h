/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PACKED_HEADER_H
#define PACKED_HEADER_H

/* The header of a packed file, up to the table of tensors. */
#include <stddef.h>
#include <stdint.h>

#include "bb_model.h"
#include "bb_source.h"
#include "bb_status.h"

/* Where the table begins, and bytes of its entries. */
#define TABLE_AT 128
#define ENTRY_BYTES 32

typedef struct packed_header {
    size_t header_bytes; /* with the table */
    size_t tensors;
    uint64_t checksums_at;
    uint64_t data_at;
    size_t data_bytes;
    size_t chunk_bytes; /* 1 to BB_SOURCE_PART */
    size_t chunks;
} packed_header;

/* E-MODEL-CHECKSUM, and E-MODEL-TABLE: numbers that no writer of this format makes. */
extern const bb_error_code bb_format_packed_damaged;
extern const bb_error_code bb_format_packed_other_layout;

/* A number of so many bytes, 2, 4 or 8, little-endian. */
static inline uint64_t number_at(const uint8_t *bytes, size_t size)
{
    uint64_t number = 0;
    __builtin_memcpy(&number, bytes, size);
    return number;
}

/*
 * Reads the header and checks it against the source's size; verifies its checksum, which covers the
 * table, and that of the list of checksums. Fills the model's shape, tokens, name and parameters.
 */
bb_status bb_format_packed_read_header(bb_source *source, packed_header *header, bb_model *model);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMAT_PACKED_H
#define FORMAT_PACKED_H

/* Packed models: docs/packed-model.md describes the file. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bb_source.h"
#include "bb_status.h"

typedef struct bb_kernel bb_kernel;

/* Whether the file begins with the format's magic. */
bool bb_format_packed_probe(const uint8_t *head, size_t length, uint64_t size);

/*
 * Reads the header into the kernel's model; checks it, the table of tensors and the list of
 * checksums. Fails with E-MODEL-CHECKSUM, E-MODEL-TRUNCATED, E-MODEL-SIZE, E-MODEL-SHAPE,
 * E-MODEL-TABLE, E-WEIGHT-TYPE, E-FILE-READ.
 */
bb_status bb_format_packed_header(bb_kernel *kernel, bb_source *source);

/*
 * Reads the weights into their arena, and verifies each chunk's checksum as it arrives. Fails with
 * E-MODEL-CHECKSUM, E-MODEL-TABLE, E-FILE-READ.
 */
bb_status bb_format_packed_load(bb_kernel *kernel, bb_source *source);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PACKED_TABLE_H
#define PACKED_TABLE_H

/* The table of tensors. */
#include "bb_model.h"
#include "bb_source.h"
#include "bb_status.h"
#include "packed_header.h"

/*
 * Reads the table and checks every entry against the model's shape: kind, type, size, place. With
 * `data`, where the file's data is or will be, the model and its layers, zero before, get their
 * pointers, and each tensor must be there once. Fails with E-MODEL-TABLE, E-WEIGHT-TYPE,
 * E-FILE-READ.
 */
bb_status bb_format_packed_read_table(bb_source *source, const packed_header *header,
                                      bb_model *model, const uint8_t *data);

#endif

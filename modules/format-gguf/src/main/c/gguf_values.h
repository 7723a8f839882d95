/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GGUF_VALUES_H
#define GGUF_VALUES_H

/* The values of a GGUF file's metadata: GGUF's specification, "metadata_kv". */
#include "gguf_stream.h"

typedef enum gguf_value_type {
    GGUF_UINT8,
    GGUF_INT8,
    GGUF_UINT16,
    GGUF_INT16,
    GGUF_UINT32,
    GGUF_INT32,
    GGUF_FLOAT32,
    GGUF_BOOL,
    GGUF_STRING,
    GGUF_ARRAY,
    GGUF_UINT64,
    GGUF_INT64,
    GGUF_FLOAT64,
    GGUF_TYPES
} gguf_value_type;

/* "uint32", as the specification says it; "?" if there is no such type. */
const char *bb_format_gguf_type_name(uint32_t type);

/* What stands in front of a value. */
typedef struct gguf_value {
    uint32_t type;        /* a gguf_value_type, one of the file's making */
    uint32_t of_elements; /* of an array */
    uint64_t count;       /* of an array's elements; else 1 */
} gguf_value;

/* The type of the next value, and of an array its elements' and how many. Fails with
 * E-GGUF-DAMAGED, E-MODEL-TRUNCATED: an array of more elements than the file has bytes for. */
gguf_value bb_format_gguf_value_begin(gguf_stream *stream);

/*
 * Passes the value itself. *text_bytes, if it is not NULL, gets the bytes of the strings in it.
 * Arrays may have arrays for elements, GGUF_DEPTH deep.
 */
#define GGUF_DEPTH 4
bool bb_format_gguf_value_skip(gguf_stream *stream, gguf_value value, uint64_t *text_bytes);

/* A value as a whole number, or as any number: false, and nothing is read, if it is of another
 * type, or an integer beyond INT64_MAX. */
bool bb_format_gguf_value_integer(gguf_stream *stream, gguf_value value, int64_t *out);
bool bb_format_gguf_value_number(gguf_stream *stream, gguf_value value, double *out);
bool bb_format_gguf_value_truth(gguf_stream *stream, gguf_value value, bool *out);

#endif

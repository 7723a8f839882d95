/* SPDX-License-Identifier: Apache-2.0 */
#include "gguf_values.h"

#include "bb_bytes.h"
#include "gguf_errors.h"

/* Bytes of a value; of strings and arrays what they have at least: their lengths. */
static const struct {
    const char *name;
    size_t bytes;
} types[GGUF_TYPES] = {
    [GGUF_UINT8] = {"uint8", 1},     [GGUF_INT8] = {"int8", 1},     [GGUF_UINT16] = {"uint16", 2},
    [GGUF_INT16] = {"int16", 2},     [GGUF_UINT32] = {"uint32", 4}, [GGUF_INT32] = {"int32", 4},
    [GGUF_FLOAT32] = {"float32", 4}, [GGUF_BOOL] = {"bool", 1},     [GGUF_STRING] = {"string", 8},
    [GGUF_ARRAY] = {"array", 12},    [GGUF_UINT64] = {"uint64", 8}, [GGUF_INT64] = {"int64", 8},
    [GGUF_FLOAT64] = {"float64", 8},
};

const char *bb_format_gguf_type_name(uint32_t type)
{
    return type < GGUF_TYPES ? types[type].name : "?";
}

static bool check_type(gguf_stream *stream, uint32_t type)
{
    if (!stream->status && type >= GGUF_TYPES) {
        bb_format_gguf_stream_fail(stream, bb_fail(&bb_format_gguf_damaged,
                                                   "%s: at byte %llu is a value of type %u; "
                                                   "there are types 0 to %u",
                                                   stream->source->name,
                                                   (unsigned long long)gguf_position(stream), type,
                                                   (unsigned)GGUF_TYPES - 1));
    }
    return !stream->status;
}

/* Behind the type of an array. */
static void begin_array(gguf_stream *stream, gguf_value *value)
{
    value->of_elements = bb_format_gguf_read32(stream);
    value->count = bb_format_gguf_read64(stream);
    if (check_type(stream, value->of_elements)) {
        bb_format_gguf_stream_has(stream, value->count, types[value->of_elements].bytes);
    }
}

gguf_value bb_format_gguf_value_begin(gguf_stream *stream)
{
    gguf_value value = {.type = bb_format_gguf_read32(stream), .count = 1};
    if (check_type(stream, value.type) && value.type == GGUF_ARRAY) {
        begin_array(stream, &value);
    }
    return value;
}

static void skip_texts(gguf_stream *stream, uint64_t count, uint64_t *text_bytes)
{
    for (uint64_t i = 0; i < count && !stream->status; i++) {
        uint64_t length = bb_format_gguf_read64(stream);
        if (bb_format_gguf_skip(stream, length) && text_bytes) {
            *text_bytes += length; /* no more than the file has */
        }
    }
}

/* How many elements are left in the arrays that stand open, the outermost first. */
typedef struct open_arrays {
    uint64_t left[GGUF_DEPTH];
    size_t depth;
} open_arrays;

static void open_array(gguf_stream *stream, open_arrays *open, uint64_t count)
{
    if (open->depth == GGUF_DEPTH) {
        bb_format_gguf_stream_fail(
            stream,
            bb_fail(&bb_format_gguf_damaged,
                    "%s: at byte %llu are arrays within arrays, more than %d deep",
                    stream->source->name, (unsigned long long)gguf_position(stream), GGUF_DEPTH));
        return;
    }
    open->left[open->depth++] = count;
}

/* Passes elements that are no arrays, or opens the array that they are. */
static void skip_elements(gguf_stream *stream, open_arrays *open, uint32_t type, uint64_t count,
                          uint64_t *text_bytes)
{
    if (type == GGUF_ARRAY) {
        open_array(stream, open, count);
    } else if (type == GGUF_STRING) {
        skip_texts(stream, count, text_bytes);
    } else {
        bb_format_gguf_skip(stream, count * types[type].bytes); /* checked: it does not overflow */
    }
}

bool bb_format_gguf_value_skip(gguf_stream *stream, gguf_value value, uint64_t *text_bytes)
{
    open_arrays open = {.depth = 0};
    if (stream->status) {
        return false;
    }
    bool is_array = value.type == GGUF_ARRAY;
    skip_elements(stream, &open, is_array ? value.of_elements : value.type, value.count,
                  text_bytes);
    while (open.depth > 0 && !stream->status) {
        if (open.left[open.depth - 1] == 0) {
            open.depth--;
            continue;
        }
        open.left[open.depth - 1]--;
        gguf_value inner = {.type = GGUF_ARRAY};
        begin_array(stream, &inner);
        if (!stream->status) {
            skip_elements(stream, &open, inner.of_elements, inner.count, text_bytes);
        }
    }
    return !stream->status;
}

bool bb_format_gguf_value_integer(gguf_stream *stream, gguf_value value, int64_t *out)
{
    uint64_t bits = 0;
    if (value.type == GGUF_ARRAY || value.type == GGUF_STRING || value.type == GGUF_FLOAT32 ||
        value.type == GGUF_FLOAT64 || value.type == GGUF_BOOL) {
        return false;
    }
    size_t bytes = types[value.type].bytes;
    bb_format_gguf_read(stream, &bits, bytes);
    bool has_sign = value.type == GGUF_INT8 || value.type == GGUF_INT16 ||
                    value.type == GGUF_INT32 || value.type == GGUF_INT64;
    unsigned above = (unsigned)(64 - 8 * bytes);
    *out = has_sign ? (int64_t)(bits << above) >> above : (int64_t)bits;
    return has_sign || bits <= INT64_MAX;
}

bool bb_format_gguf_value_number(gguf_stream *stream, gguf_value value, double *out)
{
    int64_t integer;
    float narrow;
    switch (value.type) {
    case GGUF_FLOAT32:
        bb_format_gguf_read(stream, &narrow, sizeof narrow);
        *out = (double)narrow;
        return true;
    case GGUF_FLOAT64:
        bb_format_gguf_read(stream, out, sizeof *out);
        return true;
    default:
        if (!bb_format_gguf_value_integer(stream, value, &integer)) {
            return false;
        }
        *out = (double)integer;
        return true;
    }
}

bool bb_format_gguf_value_truth(gguf_stream *stream, gguf_value value, bool *out)
{
    uint8_t byte;
    if (value.type != GGUF_BOOL) {
        return false;
    }
    bb_format_gguf_read(stream, &byte, sizeof byte);
    *out = byte != 0;
    return true;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "gguf_errors.h"
#include "gguf_file.h"

#define OLDEST 2 /* lengths have 64 bits since then */
#define NEWEST 3 /* the same, but for files that are big-endian */

/* Bytes that a key and a tensor take at least. */
enum { LEAST_OF_KEY = 8 + 4 + 1, LEAST_OF_TENSOR = 8 + 4 + 4 + 8 };

static bb_status check_version(const bb_source *source, uint32_t version)
{
    if (version >= OLDEST && version <= NEWEST) {
        return BB_OK;
    }
    uint32_t swapped = __builtin_bswap32(version);
    if (swapped >= OLDEST && swapped <= NEWEST) {
        return bb_fail(&bb_format_gguf_version, "%s is big-endian", source->name);
    }
    return bb_fail(&bb_format_gguf_version, "%s has version %u of GGUF", source->name, version);
}

bb_status bb_format_gguf_read_head(gguf_stream *stream, gguf_file *file)
{
    bb_format_gguf_read32(stream); /* the magic, which was looked at already */
    uint32_t version = bb_format_gguf_read32(stream);
    if (stream->status) {
        return stream->status;
    }
    bb_status status = check_version(stream->source, version);
    if (status) {
        return status;
    }
    file->tensor_count = bb_format_gguf_read64(stream);
    file->key_count = bb_format_gguf_read64(stream);
    bb_format_gguf_stream_has(stream, file->tensor_count, LEAST_OF_TENSOR);
    bb_format_gguf_stream_has(stream, file->key_count, LEAST_OF_KEY);
    return stream->status;
}

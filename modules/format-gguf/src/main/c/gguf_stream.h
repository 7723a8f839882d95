/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GGUF_STREAM_H
#define GGUF_STREAM_H

/*
 * The front of a GGUF file, read from one end to the other through a buffer.
 *
 * Nothing is read beyond the end of the file, whatever lengths it tells. The first failure sticks:
 * later reads give zeros, and `status` tells of it, so that a parser can look once behind several
 * reads. Little-endian, as the processor.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bb_source.h"
#include "bb_status.h"

#define GGUF_STREAM_BUFFER 16384

typedef struct gguf_stream {
    bb_source *source; /* outlives the stream */
    uint64_t at;       /* where the buffer's bytes are from */
    size_t length;     /* bytes in the buffer */
    size_t next;       /* the first of them that was not read */
    bb_status status;
    uint8_t buffer[GGUF_STREAM_BUFFER];
} gguf_stream;

/* Begins at an offset, which is within the file. */
void bb_format_gguf_stream_open(gguf_stream *stream, bb_source *source, uint64_t offset);

/* Where the next byte is from. */
static inline uint64_t gguf_position(const gguf_stream *stream)
{
    return stream->at + stream->next;
}

/* Bytes from there to the file's end. */
static inline uint64_t gguf_left(const gguf_stream *stream)
{
    return stream->source->size - gguf_position(stream);
}

/* Records a failure, if it is the first one. */
void bb_format_gguf_stream_fail(gguf_stream *stream, bb_status status);

/*
 * Whether the file has so many more bytes; if not, fails with E-MODEL-TRUNCATED. For lengths that
 * the file tells, before they are used: `count` things of at least `size` bytes each.
 */
bool bb_format_gguf_stream_has(gguf_stream *stream, uint64_t count, uint64_t size);

/* The next bytes; zeros after a failure. Fails with E-MODEL-TRUNCATED, E-FILE-READ. */
bool bb_format_gguf_read(gguf_stream *stream, void *out, size_t length);
bool bb_format_gguf_skip(gguf_stream *stream, uint64_t length);

/* Whole numbers; 0 after a failure. */
uint32_t bb_format_gguf_read32(gguf_stream *stream);
uint64_t bb_format_gguf_read64(gguf_stream *stream);

/*
 * A string: a length of 64 bits and so many bytes. Puts the first `capacity - 1` bytes into `out`
 * with a zero byte behind them, "" after a failure; returns the whole length.
 */
uint64_t bb_format_gguf_read_text(gguf_stream *stream, char *out, size_t capacity);

#endif

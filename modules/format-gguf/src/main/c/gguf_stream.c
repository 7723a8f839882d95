/* SPDX-License-Identifier: Apache-2.0 */
#include "gguf_stream.h"

#include "bb_bytes.h"
#include "gguf_errors.h"

void bb_format_gguf_stream_open(gguf_stream *stream, bb_source *source, uint64_t offset)
{
    stream->source = source;
    stream->at = offset;
    stream->length = 0;
    stream->next = 0;
    stream->status = BB_OK;
}

void bb_format_gguf_stream_fail(gguf_stream *stream, bb_status status)
{
    if (!stream->status) {
        stream->status = status;
    }
}

bool bb_format_gguf_stream_has(gguf_stream *stream, uint64_t count, uint64_t size)
{
    uint64_t bytes;
    bool overflows = __builtin_mul_overflow(count, size, &bytes);
    if (stream->status) {
        return false;
    }
    if (!overflows && bytes <= gguf_left(stream)) {
        return true;
    }
    bb_format_gguf_stream_fail(
        stream, bb_fail(&bb_format_gguf_truncated,
                        "%s has %llu bytes; at byte %llu it tells of %llu times %llu more",
                        stream->source->name, (unsigned long long)stream->source->size,
                        (unsigned long long)gguf_position(stream), (unsigned long long)count,
                        (unsigned long long)size));
    return false;
}

/* Drops the buffer's bytes, all read, and fills it from behind them. */
static bool fill(gguf_stream *stream)
{
    stream->at += stream->length;
    stream->next = 0;
    stream->length = 0;
    uint64_t left = gguf_left(stream);
    size_t length = left < sizeof stream->buffer ? (size_t)left : sizeof stream->buffer;
    /* The progress of loading is the weights'. */
    bb_source *source = stream->source;
    void (*arrived)(uint64_t) = source->arrived;
    source->arrived = 0;
    bb_status status = bb_source_read(source, stream->at, stream->buffer, length);
    source->arrived = arrived;
    if (status) {
        bb_format_gguf_stream_fail(stream, status);
        return false;
    }
    stream->length = length;
    return true;
}

bool bb_format_gguf_read(gguf_stream *stream, void *out, size_t length)
{
    uint8_t *to = out;
    bool is_there = bb_format_gguf_stream_has(stream, length, 1);
    for (size_t done = 0; is_there && done < length;) {
        size_t ready = stream->length - stream->next;
        size_t part = length - done < ready ? length - done : ready;
        memcpy(to + done, stream->buffer + stream->next, part);
        stream->next += part;
        done += part;
        is_there = done == length || fill(stream);
    }
    if (!is_there) {
        memset(out, 0, length);
    }
    return is_there;
}

bool bb_format_gguf_skip(gguf_stream *stream, uint64_t length)
{
    if (!bb_format_gguf_stream_has(stream, length, 1)) {
        return false;
    }
    size_t ready = stream->length - stream->next;
    if (length <= ready) {
        stream->next += (size_t)length;
    } else {
        bb_format_gguf_stream_open(stream, stream->source, gguf_position(stream) + length);
    }
    return true;
}

uint32_t bb_format_gguf_read32(gguf_stream *stream)
{
    uint32_t value;
    bb_format_gguf_read(stream, &value, sizeof value);
    return value;
}

uint64_t bb_format_gguf_read64(gguf_stream *stream)
{
    uint64_t value;
    bb_format_gguf_read(stream, &value, sizeof value);
    return value;
}

uint64_t bb_format_gguf_read_text(gguf_stream *stream, char *out, size_t capacity)
{
    uint64_t length = bb_format_gguf_read64(stream);
    out[0] = 0;
    if (!bb_format_gguf_stream_has(stream, length, 1)) {
        return 0;
    }
    size_t kept = length < capacity ? (size_t)length : capacity - 1;
    bb_format_gguf_read(stream, out, kept);
    out[kept] = 0;
    bb_format_gguf_skip(stream, length - kept);
    return length;
}

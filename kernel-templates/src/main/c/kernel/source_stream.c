/* SPDX-License-Identifier: Apache-2.0 */
/* Reading ahead: parts that have arrived are taken while the next ones are under way. */
#include "bb_source.h"

typedef struct stream {
    bb_source *source;
    uint64_t offset;
    char *out;
    size_t length;
    size_t part;
    size_t parts;
    size_t started; /* parts that were started, and finished: at most `slots` between them */
    size_t finished;
} stream;

static size_t length_of(const stream *stream, size_t number)
{
    size_t left = stream->length - number * stream->part;
    return left < stream->part ? left : stream->part;
}

static bb_status start_next(stream *stream)
{
    bb_source *source = stream->source;
    size_t at = stream->started * stream->part;
    bb_status status = source->start(source, stream->started % source->slots, stream->offset + at,
                                     stream->out + at, length_of(stream, stream->started));
    stream->started += status == BB_OK;
    return status;
}

static bb_status finish_next(stream *stream)
{
    bb_source *source = stream->source;
    bb_status status = source->finish(source, stream->finished % source->slots);
    size_t end = stream->finished * stream->part + length_of(stream, stream->finished);
    stream->finished++;
    if (status == BB_OK && source->arrived != NULL)
        source->arrived(stream->offset + end);
    return status;
}

/* Waits for the part, then sees to it that the device has something to do before it is taken. */
static bb_status bring(stream *stream, size_t number)
{
    bb_source *source = stream->source;
    if (source->slots == 0) {
        size_t at = number * stream->part;
        return bb_source_read(source, stream->offset + at, stream->out + at,
                              length_of(stream, number));
    }
    bb_status status = BB_OK;
    while (status == BB_OK && stream->started < stream->parts &&
           stream->started < number + source->slots)
        status = start_next(stream);
    if (status == BB_OK)
        status = finish_next(stream);
    if (status == BB_OK && stream->started < stream->parts)
        status = start_next(stream);
    return status;
}

bb_status bb_source_stream(bb_source *source, uint64_t offset, void *out, size_t length,
                           size_t part, bb_source_taker *take, void *context)
{
    stream stream = {
        .source = source,
        .offset = offset,
        .out = out,
        .length = length,
        .part = part,
        .parts = length / part + (length % part != 0),
    };
    bb_status status = BB_OK;
    for (size_t number = 0; number < stream.parts && status == BB_OK; number++) {
        status = bring(&stream, number);
        if (status == BB_OK)
            status = take(context, number, stream.out + number * part, length_of(&stream, number));
    }
    if (stream.finished < stream.started)
        source->abandon(source); /* the device still writes to memory */
    return status;
}

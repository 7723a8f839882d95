/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading ahead: parts that have arrived are taken while the next ones are under way.
 *
 * Firmware may be slower that way than with one read at a time: some looks for the end of a read
 * only at its timer's ticks. So a long stream tries both ways, and goes on with the faster one.
 */
#include "bb_platform.h"
#include "bb_source.h"

/* Parts that each way is tried with, and how long a stream is at least to be worth it. */
enum { TRIAL = 8, LEAST_FOR_TRIAL = 8 * TRIAL };

typedef struct stream {
    bb_source *source;
    uint64_t offset;
    char *out;
    size_t length;
    size_t part;
    size_t parts;
    size_t started; /* parts that were started, and finished: at most `slots` between them */
    size_t finished;
    bool ahead; /* the way of parts that are not started */
    uint64_t trial_began_ns;
    uint64_t one_at_a_time_ns; /* what the first trial took */
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

/* Starts what there are slots for. */
static bb_status start_all(stream *stream)
{
    bb_status status = BB_OK;
    while (status == BB_OK && stream->ahead && stream->started < stream->parts &&
           stream->started < stream->finished + stream->source->slots)
        status = start_next(stream);
    return status;
}

static bb_status read_next(stream *stream)
{
    size_t at = stream->finished * stream->part;
    bb_status status = bb_source_read(stream->source, stream->offset + at, stream->out + at,
                                      length_of(stream, stream->finished));
    stream->started++;
    stream->finished++;
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

/* Brings the next part, and sees to it that the device has something to do before it is taken. */
static bb_status bring(stream *stream)
{
    bb_status status = start_all(stream);
    if (status == BB_OK)
        status = stream->started > stream->finished ? finish_next(stream) : read_next(stream);
    return status == BB_OK ? start_all(stream) : status;
}

/* Chooses the way from a part on. */
static void choose(stream *stream, size_t number)
{
    bool can = stream->source->slots > 0, tries = can && stream->parts >= LEAST_FOR_TRIAL;
    uint64_t now_ns = bb_clock_ns(), passed_ns = now_ns - stream->trial_began_ns;
    if (number == 0) {
        stream->ahead = can && !tries;
    } else if (tries && number == TRIAL) {
        stream->one_at_a_time_ns = passed_ns;
        stream->ahead = true;
    } else if (tries && number == 2 * TRIAL) {
        stream->ahead = passed_ns <= stream->one_at_a_time_ns;
    }
    if (number % TRIAL == 0)
        stream->trial_began_ns = now_ns;
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
        choose(&stream, number);
        status = bring(&stream);
        if (status == BB_OK)
            status = take(context, number, stream.out + number * part, length_of(&stream, number));
    }
    if (stream.finished < stream.started)
        source->abandon(source); /* the device still writes to memory */
    return status;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: gguf_bytes.c gguf_sample.c sources.c */
/* Values of the metadata, and the stream that they come from. */
#include "gguf_values.h"

#include "bb_test.h"
#include "fake_kernel.h"
#include "gguf_sample.h"

/* The specification's numbers of types. */
enum { INT8 = 1, STRING = 8, ARRAY = 9, UINT64 = 10 };

static gguf_stream stream;
static bb_source source;

static void open(const gguf_bytes *bytes)
{
    source = fake_source("m.gguf", bytes->at, bytes->size);
    bb_format_gguf_stream_open(&stream, &source, 0);
}

/* Passes one value; the failure's code, or "" if the stream then stands behind it. */
static const char *skip(const gguf_bytes *bytes, size_t end, uint64_t *text_bytes)
{
    open(bytes);
    gguf_value value = bb_format_gguf_value_begin(&stream);
    bb_format_gguf_value_skip(&stream, value, text_bytes);
    if (!stream.status) {
        CHECK_EQUAL(gguf_position(&stream), end);
    }
    return stream.status ? stream.status->name : "";
}

TEST(values_of_every_type)
{
    static const size_t sizes[] = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};
    for (uint32_t type = 0; type < sizeof sizes / sizeof *sizes; type++) {
        for (uint64_t count = 0; count < 4; count++) {
            gguf_bytes bytes = {0};
            uint64_t text_bytes = 0;
            put32(&bytes, ARRAY);
            put32(&bytes, type);
            put64(&bytes, count);
            for (uint64_t i = 0; i < count; i++) {
                if (type == STRING) {
                    put_text(&bytes, "four");
                } else if (type == ARRAY) {
                    put32(&bytes, UINT64);
                    put64(&bytes, 2);
                    put64(&bytes, 1);
                    put64(&bytes, 2);
                } else {
                    put_bytes(&bytes, "12345678", sizes[type]);
                }
            }
            size_t end = bytes.size;
            put8(&bytes, 0xee);
            CHECK_TEXT(skip(&bytes, end, &text_bytes), "");
            CHECK_EQUAL(text_bytes, type == STRING ? 4 * count : 0);
            /* Every length is looked at before it is used. */
            for (bytes.size = 0; bytes.size < end; bytes.size++) {
                CHECK_TEXT(skip(&bytes, end, NULL), "E-MODEL-TRUNCATED");
            }
            free(bytes.at);
        }
    }
}

TEST(hostile_counts)
{
    static const uint64_t counts[] = {9,         UINT32_MAX,      UINT64_MAX / 12, UINT64_MAX / 8,
                                      INT64_MAX, UINT64_MAX - 15, UINT64_MAX};
    for (uint32_t type = 0; type < GGUF_TYPES; type++) {
        for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
            gguf_bytes bytes = {0};
            put32(&bytes, ARRAY);
            put32(&bytes, type);
            put64(&bytes, counts[i]);
            put64(&bytes, UINT64_MAX);
            CHECK_TEXT(skip(&bytes, 0, NULL), "E-MODEL-TRUNCATED");
            free(bytes.at);
        }
    }
    gguf_bytes text = {0};
    put32(&text, STRING);
    put64(&text, UINT64_MAX);
    CHECK_TEXT(skip(&text, 0, NULL), "E-MODEL-TRUNCATED");
    free(text.at);
}

/* An array of one array of one ..., and at last no bytes. */
static gguf_bytes nested(size_t depth)
{
    gguf_bytes bytes = {0};
    put32(&bytes, ARRAY);
    for (size_t i = 0; i + 1 < depth; i++) {
        put32(&bytes, ARRAY);
        put64(&bytes, 1);
    }
    put32(&bytes, INT8);
    put64(&bytes, 0);
    return bytes;
}

TEST(arrays_within_arrays)
{
    for (size_t depth = 1; depth < 1000; depth = depth < 8 ? depth + 1 : depth * 3) {
        gguf_bytes bytes = nested(depth);
        CHECK_TEXT(skip(&bytes, bytes.size, NULL), depth <= 1 + GGUF_DEPTH ? "" : "E-GGUF-DAMAGED");
        free(bytes.at);
    }
}

TEST(unknown_types)
{
    static const uint32_t types[] = {13, 255, UINT32_MAX};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        gguf_bytes bytes = {0};
        put32(&bytes, types[i]);
        put64(&bytes, 0);
        put64(&bytes, 0);
        CHECK_TEXT(skip(&bytes, 0, NULL), "E-GGUF-DAMAGED");
        bytes.size = 0;
        put32(&bytes, ARRAY);
        put32(&bytes, types[i]);
        put64(&bytes, 0);
        CHECK_TEXT(skip(&bytes, 0, NULL), "E-GGUF-DAMAGED");
        CHECK_TEXT(bb_format_gguf_type_name(types[i]), "?");
        free(bytes.at);
    }
    CHECK_TEXT(bb_format_gguf_type_name(12), "float64");
}

/* Texts and numbers across the ends of the buffer. */
TEST(buffer)
{
    enum { TEXTS = 5000 };
    gguf_bytes bytes = {0};
    char text[64], read[32];
    for (int i = 0; i < TEXTS; i++) {
        snprintf(text, sizeof text, "%.*s%d", i % 29, "abcdefghijklmnopqrstuvwxyzABCDE", i);
        put_text(&bytes, text);
    }
    CHECK(bytes.size > 4 * GGUF_STREAM_BUFFER);
    open(&bytes);
    for (int i = 0; i < TEXTS; i++) {
        snprintf(text, sizeof text, "%.*s%d", i % 29, "abcdefghijklmnopqrstuvwxyzABCDE", i);
        if (i % 7 == 6) {
            CHECK_EQUAL(bb_format_gguf_read64(&stream), strlen(text));
            CHECK(bb_format_gguf_skip(&stream, strlen(text)));
            continue;
        }
        CHECK_EQUAL(bb_format_gguf_read_text(&stream, read, sizeof read), strlen(text));
        text[sizeof read - 1] = 0;
        CHECK_TEXT(read, text);
    }
    CHECK_EQUAL(gguf_left(&stream), 0);
    CHECK(!stream.status);
    CHECK_EQUAL(bb_format_gguf_read32(&stream), 0);
    CHECK_TEXT(stream.status->name, "E-MODEL-TRUNCATED");
    CHECK_EQUAL(bb_format_gguf_read_text(&stream, read, sizeof read), 0);
    CHECK_TEXT(read, "");
    free(bytes.at);
}

/* What skips far does not read what is between. */
TEST(long_skips)
{
    gguf_bytes bytes = {0};
    for (uint32_t i = 0; i < 100000; i++) {
        put32(&bytes, i);
    }
    open(&bytes);
    CHECK_EQUAL(bb_format_gguf_read32(&stream), 0);
    CHECK(bb_format_gguf_skip(&stream, 4 * 70000));
    CHECK_EQUAL(bb_format_gguf_read32(&stream), 70001);
    CHECK(bb_format_gguf_skip(&stream, 8));
    CHECK_EQUAL(bb_format_gguf_read32(&stream), 70004);
    CHECK(!bb_format_gguf_skip(&stream, 4 * 30000));
    CHECK_TEXT(stream.status->name, "E-MODEL-TRUNCATED");
    free(bytes.at);
}

int main(void)
{
    return RUN(values_of_every_type) | RUN(hostile_counts) | RUN(arrays_within_arrays) |
           RUN(unknown_types) | RUN(buffer) | RUN(long_skips);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../../main/c/kernel/text.c ../../../main/c/kernel/wrap.c
   ../../../main/c/kernel/distance.c */
/* libFuzzer target: any bytes as UTF-8, character by character, wrapped, and compared. */
#include "bb_fuzz.h"
#include "bb_text.h"
#include "bb_wrap.h"

static void check_characters(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t at = 0; at < length; count++) {
        uint32_t character;
        char again[4];
        size_t used = bb_utf8_decode(text + at, length - at, &character);
        REQUIRE(used >= 1 && used <= 4 && used <= length - at);
        REQUIRE(character <= 0x10ffff && (character < 0xd800 || character > 0xdfff));
        if (character != 0xfffd || used == 3) {
            REQUIRE(bb_utf8_encode(character, again) == used);
            REQUIRE(memcmp(again, text + at, used) == 0);
        } else {
            REQUIRE(used == 1);
        }
        at += used;
    }
    REQUIRE(bb_utf8_count(text, length) == count);
    REQUIRE(bb_utf8_tail(text, length) <= 3 && bb_utf8_tail(text, length) <= length);
}

static void check_wrap(const char *text, size_t length, size_t columns)
{
    for (size_t at = 0, before = 0; at < length; before = at) {
        size_t bytes = bb_wrap_next(text, length, columns, &at);
        REQUIRE(at > before && at <= length && bytes <= at - before);
        REQUIRE(bb_utf8_count(text + before, bytes) <= columns);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t columns = 1 + fuzz_byte(&data, &size) % 80;
    char *text = fuzz_bytes(data, size);
    check_characters(text, size);
    check_wrap(text, size, columns);
    size_t half = size / 2;
    size_t there = bb_text_distance(text, half, text + half, size - half);
    REQUIRE(there == bb_text_distance(text + half, size - half, text, half));
    REQUIRE((there == SIZE_MAX) == (size - half > BB_DISTANCE_LIMIT));
    REQUIRE(there == SIZE_MAX || there <= size - half);
    free(text);
    return 0;
}

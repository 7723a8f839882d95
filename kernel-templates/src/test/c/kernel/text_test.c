/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../../main/c/kernel/text.c ../../../main/c/kernel/wrap.c */
#include "bb_text.h"
#include "bb_wrap.h"

#include "bb_test.h"

static uint32_t decode(const char *text, size_t length, size_t *used)
{
    /* A copy without a byte behind it, for the address sanitizer. */
    char *exact = malloc(length);
    uint32_t character = 0;
    memcpy(exact, text, length);
    *used = bb_utf8_decode(exact, length, &character);
    free(exact);
    return character;
}

TEST(every_character_comes_back)
{
    for (uint32_t c = 0; c <= 0x10ffff; c++) {
        char bytes[4];
        uint32_t back = 0;
        size_t length = bb_utf8_encode(c, bytes);
        bool surrogate = c >= 0xd800 && c <= 0xdfff;
        CHECK_EQUAL(bb_utf8_decode(bytes, length, &back), length);
        CHECK_EQUAL(back, surrogate ? 0xfffd : c);
        CHECK_EQUAL(length, c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4);
        for (size_t part = 1; part < length; part++) {
            CHECK_EQUAL(bb_utf8_tail(bytes, part), part);
            CHECK_EQUAL(bb_utf8_decode(bytes, part, &back), 1);
            CHECK_EQUAL(back, 0xfffd);
        }
        CHECK_EQUAL(bb_utf8_tail(bytes, length), 0);
    }
    char bytes[4];
    CHECK_EQUAL(bb_utf8_encode(0x110000, bytes), 3);
}

TEST(malformed_bytes_are_replaced_one_by_one)
{
    static const char *const bad[] = {
        "\x80",             /* a continuation */
        "\xc0\x80",         /* overlong */
        "\xc1\xbf",         /* overlong */
        "\xe0\x9f\xbf",     /* overlong */
        "\xf0\x8f\xbf\xbf", /* overlong */
        "\xed\xa0\x80",     /* a surrogate */
        "\xf4\x90\x80\x80", /* beyond U+10FFFF */
        "\xf5\x80\x80\x80",
        "\xff",
        "\xe2\x82",     /* incomplete */
        "\xe2\x28\xa1", /* broken off */
        "\xf0\x9f\x98",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        size_t used;
        CHECK_EQUAL(decode(bad[i], strlen(bad[i]), &used), 0xfffd);
        CHECK_EQUAL(used, 1);
    }
    uint32_t character;
    CHECK_EQUAL(bb_utf8_decode("", 0, &character), 0);
}

/* Decoding makes progress, stays inside, and never yields what is no character. */
TEST(random_bytes)
{
    uint64_t state = 3;
    for (int i = 0; i < 200000; i++) {
        char bytes[8];
        uint64_t bits = bb_test_random(&state);
        size_t length = bits % 8 + 1, used;
        uint64_t more = bb_test_random(&state) | (bits & 0x100 ? 0x8080808080808080u : 0);
        memcpy(bytes, &more, sizeof bytes);
        uint32_t c = decode(bytes, length, &used);
        CHECK(used >= 1 && used <= 4 && used <= length);
        CHECK(c <= 0x10ffff && !(c >= 0xd800 && c <= 0xdfff));
        size_t tail = bb_utf8_tail(bytes, length);
        CHECK(tail <= 3 && tail <= length);
    }
}

TEST(counts_characters)
{
    CHECK_EQUAL(bb_utf8_count("", 0), 0);
    CHECK_EQUAL(bb_utf8_count("aé€😀", 10), 4);
    CHECK_EQUAL(bb_utf8_count("\xe2\x82", 2), 2);
}

TEST(compares)
{
    CHECK_EQUAL(bb_text_length("abc"), 3);
    CHECK(bb_text_equal("abc", 3, "abcd", 3));
    CHECK(!bb_text_equal("abc", 3, "abcd", 4));
    CHECK(!bb_text_equal("abc", 3, "abd", 3));
    CHECK(bb_text_equal("", 0, "x", 0));
}

static void wrap(const char *text, size_t columns, char *out)
{
    size_t length = strlen(text), at = 0;
    out[0] = 0;
    while (at < length) {
        size_t start = at;
        size_t bytes = bb_wrap_next(text, length, columns, &at);
        CHECK(at > start && bytes <= length - start);
        CHECK(bb_utf8_count(text + start, bytes) <= columns);
        strncat(out, text + start, bytes);
        strcat(out, "|");
    }
}

TEST(wraps_at_blanks)
{
    char out[256];
    wrap("one two three", 7, out);
    CHECK_TEXT(out, "one two|three|");
    wrap("one two three", 8, out);
    CHECK_TEXT(out, "one two|three|");
    wrap("one two three", 100, out);
    CHECK_TEXT(out, "one two three|");
    wrap("a_word_that_is_too_long b", 10, out);
    CHECK_TEXT(out, "a_word_tha|t_is_too_l|ong b|");
    wrap("first\nsecond line", 11, out);
    CHECK_TEXT(out, "first|second line|");
    wrap("äöü äöü äöü", 7, out);
    CHECK_TEXT(out, "äöü äöü|äöü|");
    wrap("", 10, out);
    CHECK_TEXT(out, "");
}

int main(void)
{
    return RUN(every_character_comes_back) | RUN(malformed_bytes_are_replaced_one_by_one) |
           RUN(random_bytes) | RUN(counts_characters) | RUN(compares) | RUN(wraps_at_blanks);
}

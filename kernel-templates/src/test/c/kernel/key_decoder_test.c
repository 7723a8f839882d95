/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../../main/c/kernel/key_decoder.c ../../../main/c/kernel/text.c */
#include "bb_key_decoder.h"

#include "bb_test.h"

#define MS UINT64_C(1000000)

/* Feeds bytes at one time, takes keys at another; writes keys as text. */
static void keys_of(const char *bytes, uint64_t wait_ns, char *out)
{
    static const char *const names[] = {"",        "enter",     "back",  "delete", "left",
                                        "right",   "up",        "down",  "home",   "end",
                                        "page_up", "page_down", "escape"};
    bb_key_decoder decoder = {0};
    bb_key key;
    size_t used = 0;
    out[0] = 0;
    for (; *bytes != 0; bytes++)
        bb_key_decoder_push(&decoder, *bytes, 1000 * MS);
    while (bb_key_decoder_take(&decoder, 1000 * MS + wait_ns, &key)) {
        CHECK(key.code <= BB_KEY_ESCAPE);
        if (key.code == BB_KEY_CHARACTER)
            used += (size_t)sprintf(out + used, "%x ", key.character);
        else
            used += (size_t)sprintf(out + used, "%s ", names[key.code]);
    }
}

#define KEYS(bytes, expected)                                                                      \
    do {                                                                                           \
        char keys[1024];                                                                           \
        keys_of(bytes, 0, keys);                                                                   \
        CHECK_TEXT(keys, expected);                                                                \
    } while (0)

TEST(characters)
{
    KEYS("aZ ", "61 5a 20 ");
    KEYS("é€😀", "e9 20ac 1f600 ");
    KEYS("\x03\t\x04", "3 9 4 ");
    KEYS("\x7f\b", "back back ");
}

TEST(line_ends)
{
    KEYS("\r", "enter ");
    KEYS("\n", "enter ");
    KEYS("\r\n", "enter ");
    KEYS("\r\r", "enter enter ");
    KEYS("\n\n", "enter enter ");
    KEYS("\r\n\n", "enter enter ");
    KEYS("\n\r", "enter enter ");
    KEYS("\ra\n", "enter 61 enter ");
    KEYS("\r\x1b[A\n", "enter up enter ");
}

TEST(sequences)
{
    KEYS("\x1b[A\x1b[B\x1b[C\x1b[D\x1b[H\x1b[F", "up down right left home end ");
    KEYS("\x1bOA\x1bOB\x1bOC\x1bOD\x1bOH\x1bOF", "up down right left home end ");
    KEYS("\x1b[1~\x1b[3~\x1b[4~\x1b[5~\x1b[6~\x1b[7~\x1b[8~",
         "home delete end page_up page_down home end ");
    KEYS("\x1b[1;5C\x1b[3;2~", "right delete "); /* with Ctrl, with Shift */
    KEYS("\x1b[2~\x1b[15~\x1b[Zx", "78 ");       /* keys without a meaning here */
    KEYS("\x1b[200~p\x1b[201~", "70 ");          /* bracketed paste */
}

TEST(escape_is_told_by_time)
{
    char keys[64];
    KEYS("\x1b", "");
    keys_of("\x1b", 49 * MS, keys);
    CHECK_TEXT(keys, "");
    keys_of("\x1b", 50 * MS, keys);
    CHECK_TEXT(keys, "escape ");
    KEYS("\x1b\x1b[A", "escape up ");
    KEYS("\x1bx", "escape 78 ");
    keys_of("\x1b[12", 50 * MS, keys); /* broken off: dropped, not shown as text */
    CHECK_TEXT(keys, "");
}

TEST(bytes_come_one_by_one)
{
    bb_key_decoder decoder = {0};
    bb_key key;
    static const char up[] = "\x1b[1;2A";
    for (size_t i = 0; i + 1 < sizeof up; i++) {
        CHECK(!bb_key_decoder_take(&decoder, i * MS, &key));
        bb_key_decoder_push(&decoder, up[i], i * MS);
    }
    CHECK(bb_key_decoder_take(&decoder, 10 * MS, &key));
    CHECK_EQUAL(key.code, BB_KEY_UP);

    bb_key_decoder_push(&decoder, '\xc3', 20 * MS);
    CHECK(!bb_key_decoder_take(&decoder, 20 * MS, &key));
    bb_key_decoder_push(&decoder, '\xa9', 21 * MS);
    CHECK(bb_key_decoder_take(&decoder, 21 * MS, &key));
    CHECK_EQUAL(key.character, 0xe9);

    bb_key_decoder_push(&decoder, '\xc3', 100 * MS); /* never completed */
    CHECK(!bb_key_decoder_take(&decoder, 120 * MS, &key));
    CHECK(bb_key_decoder_take(&decoder, 150 * MS, &key));
    CHECK_EQUAL(key.character, 0xfffd);
}

TEST(overflow_drops_bytes)
{
    bb_key_decoder decoder = {0};
    bb_key key;
    size_t count = 0;
    for (int i = 0; i < 1000; i++)
        bb_key_decoder_push(&decoder, 'x', 0);
    CHECK(!bb_key_decoder_room(&decoder));
    for (; bb_key_decoder_take(&decoder, 0, &key); count++)
        CHECK_EQUAL(key.character, 'x');
    CHECK_EQUAL(count, sizeof decoder.bytes);
    /* A sequence that is longer than the buffer does not block it. */
    bb_key_decoder_push(&decoder, '\x1b', 0);
    bb_key_decoder_push(&decoder, '[', 0);
    while (bb_key_decoder_room(&decoder))
        bb_key_decoder_push(&decoder, '1', 0);
    CHECK(!bb_key_decoder_take(&decoder, 0, &key));
    CHECK(bb_key_decoder_room(&decoder));
}

TEST(random_bytes_end_in_an_empty_buffer)
{
    uint64_t state = 6, now = 0;
    bb_key_decoder decoder = {0};
    bb_key key;
    for (int i = 0; i < 300000; i++) {
        uint64_t bits = bb_test_random(&state);
        static const char often[] = "\x1b\x1b[[OO0;~A\r\n\xc3\xa9\xf0";
        bb_key_decoder_push(
            &decoder, bits & 1 ? often[(bits >> 8) % (sizeof often - 1)] : (char)(bits >> 8), now);
        now += (bits >> 32) % (20 * MS);
        if (bits & 2)
            bb_key_decoder_take(&decoder, now, &key);
        CHECK(decoder.length <= sizeof decoder.bytes);
    }
    while (bb_key_decoder_take(&decoder, now + 1000 * MS, &key))
        ;
    CHECK_EQUAL(decoder.length, 0);
}

int main(void)
{
    return RUN(characters) | RUN(line_ends) | RUN(sequences) | RUN(escape_is_told_by_time) |
           RUN(bytes_come_one_by_one) | RUN(overflow_drops_bytes) |
           RUN(random_bytes_end_in_an_empty_buffer);
}

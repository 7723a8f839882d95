/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: */
/* kernel/memory_basics.c is included, its functions under other names. */
#include "bb_test.h"

#define memcpy our_memcpy
#define memmove our_memmove
#define memset our_memset
#define memcmp our_memcmp
#include "../../../main/c/kernel/memory_basics.c"
#undef memcpy
#undef memmove
#undef memset
#undef memcmp

enum { SIZE = 100 };

TEST(copies_every_length_and_alignment)
{
    uint64_t state = 8;
    for (size_t length = 0; length <= SIZE; length++)
        for (size_t from = 0; from < 17; from++)
            for (size_t to = 0; to < 17; to++) {
                unsigned char *in = malloc(from + length), *out = malloc(to + length);
                for (size_t i = 0; i < from + length; i++)
                    in[i] = (unsigned char)bb_test_random(&state);
                CHECK(our_memcpy(out + to, in + from, length) == out + to);
                CHECK(memcmp(out + to, in + from, length) == 0);
                free(in);
                free(out);
            }
}

TEST(moves_overlapping_bytes)
{
    uint64_t state = 9;
    for (size_t length = 0; length <= SIZE; length++)
        for (size_t from = 0; from < 40; from++)
            for (size_t to = 0; to < 40; to++) {
                unsigned char ours[SIZE + 40], theirs[SIZE + 40];
                for (size_t i = 0; i < sizeof ours; i++)
                    ours[i] = theirs[i] = (unsigned char)bb_test_random(&state);
                CHECK(our_memmove(ours + to, ours + from, length) == ours + to);
                memmove(theirs + to, theirs + from, length);
                CHECK(memcmp(ours, theirs, sizeof ours) == 0);
            }
}

TEST(sets_exactly)
{
    for (size_t length = 0; length <= SIZE; length++) {
        unsigned char bytes[SIZE + 2];
        memset(bytes, 0x55, sizeof bytes);
        CHECK(our_memset(bytes + 1, 0x1a7, length) == bytes + 1);
        for (size_t i = 0; i < sizeof bytes; i++)
            CHECK_EQUAL(bytes[i], i >= 1 && i <= length ? 0xa7 : 0x55);
    }
}

TEST(compares_as_unsigned_bytes)
{
    CHECK(our_memcmp("a", "b", 1) < 0);
    CHECK(our_memcmp("\xff", "\x01", 1) > 0);
    CHECK(our_memcmp("abc", "abd", 2) == 0);
    CHECK(our_memcmp("", "", 0) == 0);
}

int main(void)
{
    return RUN(copies_every_length_and_alignment) | RUN(moves_overlapping_bytes) |
           RUN(sets_exactly) | RUN(compares_as_unsigned_bytes);
}

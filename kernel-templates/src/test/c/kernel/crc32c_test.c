/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../../main/c/kernel/crc32c.c */
#include "bb_crc32c.h"

#include "bb_test.h"

typedef uint32_t checksum(uint32_t before, const void *bytes, size_t length);

static checksum *const ways[] = {bb_crc32c, bb_crc32c_table, bb_crc32c_sse42};

/* By the definition, bit by bit. */
static uint32_t plain(uint32_t before, const void *bytes, size_t length)
{
    const uint8_t *at = bytes;
    uint32_t crc = ~before;
    for (size_t i = 0; i < length; i++) {
        crc ^= at[i];
        for (int bit = 0; bit < 8; bit++) {
            crc = crc & 1 ? crc >> 1 ^ UINT32_C(0x82f63b78) : crc >> 1;
        }
    }
    return ~crc;
}

/* Ways that this processor has. */
static size_t ways_here(void)
{
    return __builtin_cpu_supports("sse4.2") ? 3 : 2;
}

/* RFC 3720, appendix B.4; its bytes of the checksum are in the order of the wire. */
TEST(vectors_of_rfc_3720)
{
    static const uint8_t read_command[48] = {
        [0] = 0x01,  [1] = 0xc0,  [16] = 0x14, [22] = 0x04,
        [27] = 0x14, [31] = 0x18, [32] = 0x28, [40] = 0x02,
    };
    uint8_t zeros[32] = {0}, ones[32], up[32], down[32];
    for (size_t i = 0; i < 32; i++) {
        ones[i] = 0xff;
        up[i] = (uint8_t)i;
        down[i] = (uint8_t)(31 - i);
    }
    for (size_t i = 0; i < ways_here(); i++) {
        CHECK_EQUAL(ways[i](0, zeros, 32), 0x8a9136aa);
        CHECK_EQUAL(ways[i](0, ones, 32), 0x62a8ab43);
        CHECK_EQUAL(ways[i](0, up, 32), 0x46dd794e);
        CHECK_EQUAL(ways[i](0, down, 32), 0x113fdb5c);
        CHECK_EQUAL(ways[i](0, read_command, sizeof read_command), 0xd9963a56);
        CHECK_EQUAL(ways[i](0, "123456789", 9), 0xe3069283);
        CHECK_EQUAL(ways[i](0, "", 0), 0);
    }
}

/* Around the sizes where lanes, words and single bytes meet, at any alignment. */
TEST(lengths_and_alignments)
{
    static const size_t lengths[] = {0,    1,     7,     8,     9,     63,    4095,  4096,  4097,
                                     8192, 12287, 12288, 12289, 12296, 24575, 24576, 24577, 40000};
    uint8_t *bytes = malloc(40000 + 8);
    uint64_t seed = 3;
    for (size_t i = 0; i < 40008; i++) {
        bytes[i] = (uint8_t)bb_test_random(&seed);
    }
    for (size_t i = 0; i < ways_here(); i++) {
        for (size_t j = 0; j < sizeof lengths / sizeof *lengths; j++) {
            for (size_t at = 0; at < 8; at++) {
                CHECK_EQUAL(ways[i](0, bytes + at, lengths[j]), plain(0, bytes + at, lengths[j]));
            }
        }
    }
    free(bytes);
}

TEST(parts)
{
    uint8_t bytes[20000];
    uint64_t seed = 5;
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (uint8_t)bb_test_random(&seed);
    }
    uint32_t whole = plain(0, bytes, sizeof bytes);
    for (size_t i = 0; i < ways_here(); i++) {
        for (size_t cut = 0; cut <= sizeof bytes; cut += 977) {
            uint32_t first = ways[i](0, bytes, cut);
            CHECK_EQUAL(ways[i](first, bytes + cut, sizeof bytes - cut), whole);
        }
    }
}

/* Every bit counts. */
TEST(flipped_bits)
{
    uint8_t bytes[12300] = {0};
    for (size_t i = 0; i < ways_here(); i++) {
        uint32_t good = ways[i](0, bytes, sizeof bytes);
        for (size_t bit = 0; bit < 8 * sizeof bytes; bit += 61) {
            bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
            CHECK(ways[i](0, bytes, sizeof bytes) != good);
            bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
        }
    }
}

int main(void)
{
    return RUN(vectors_of_rfc_3720) | RUN(lengths_and_alignments) | RUN(parts) | RUN(flipped_bits);
}

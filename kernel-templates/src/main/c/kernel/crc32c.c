/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_crc32c.h"

#include <cpuid.h>
#include <stdbool.h>

#define POLYNOMIAL UINT32_C(0x82f63b78) /* reflected */

/* The bytes of a word by their place in it: what each makes of the register. */
typedef uint32_t byte_tables[sizeof(uint64_t)][256];

static uint64_t word_at(const uint8_t *bytes)
{
    uint64_t word;
    __builtin_memcpy(&word, bytes, sizeof word);
    return word;
}

/* --- By table, eight bytes at once: Kounavis and Berry 2005, "slicing-by-8". --- */

/* tables[k][b]: the register after byte b and k bytes of zero. */
static void prepare_slices(byte_tables tables)
{
    for (uint32_t byte = 0; byte < 256; byte++) {
        uint32_t crc = byte;
        for (int bit = 0; bit < 8; bit++) {
            crc = crc >> 1 ^ (crc & 1 ? POLYNOMIAL : 0);
        }
        tables[0][byte] = crc;
    }
    for (size_t k = 1; k < sizeof(uint64_t); k++) {
        for (size_t byte = 0; byte < 256; byte++) {
            uint32_t crc = tables[k - 1][byte];
            tables[k][byte] = crc >> 8 ^ tables[0][crc & 0xff];
        }
    }
}

uint32_t bb_crc32c_table(uint32_t before, const void *bytes, size_t length)
{
    static byte_tables tables;
    static bool prepared;
    if (!prepared) {
        prepare_slices(tables);
        prepared = true;
    }
    const uint8_t *at = bytes;
    uint32_t crc = ~before;
    for (; length >= sizeof(uint64_t); length -= sizeof(uint64_t), at += sizeof(uint64_t)) {
        uint64_t word = word_at(at) ^ crc;
        crc = 0;
        for (size_t i = 0; i < sizeof word; i++) {
            crc ^= tables[sizeof word - 1 - i][word >> 8 * i & 0xff];
        }
    }
    for (; length > 0; length--, at++) {
        crc = crc >> 8 ^ tables[0][(crc ^ *at) & 0xff];
    }
    return ~crc;
}

/* --- By instruction. --- */

/*
 * The instruction takes a new word every cycle, but has its result three cycles later: three lanes
 * of their own keep it busy. A lane's register, moved over the lanes behind it, joins theirs: the
 * register is linear in what it was before, so moving it is four look-ups.
 */
#define LANE 4096

#define SSE42 __attribute__((target("sse4.2")))

SSE42 static uint32_t run_words(uint32_t crc, const uint8_t *bytes, size_t words)
{
    uint64_t wide = crc;
    for (size_t i = 0; i < words; i++) {
        wide = __builtin_ia32_crc32di(wide, word_at(bytes + i * sizeof wide));
    }
    return (uint32_t)wide;
}

/* moved[k][b]: the register that was b in its byte k, after a lane of zeros. */
SSE42 static void prepare_moves(uint32_t moved[4][256])
{
    static const uint8_t zeros[LANE];
    for (size_t k = 0; k < 4; k++) {
        moved[k][0] = 0;
        for (size_t bit = 0; bit < 8; bit++) {
            uint32_t of_bit =
                run_words(UINT32_C(1) << (8 * k + bit), zeros, LANE / sizeof(uint64_t));
            for (size_t low = 0; low < (size_t)1 << bit; low++) {
                moved[k][((size_t)1 << bit) + low] = of_bit ^ moved[k][low];
            }
        }
    }
}

static uint32_t move(const uint32_t moved[4][256], uint32_t crc)
{
    return moved[0][crc & 0xff] ^ moved[1][crc >> 8 & 0xff] ^ moved[2][crc >> 16 & 0xff] ^
           moved[3][crc >> 24];
}

SSE42 uint32_t bb_crc32c_sse42(uint32_t before, const void *bytes, size_t length)
{
    static uint32_t moved[4][256];
    static bool prepared;
    if (!prepared) {
        prepare_moves(moved);
        prepared = true;
    }
    const uint8_t *at = bytes;
    uint32_t crc = ~before;
    for (; length >= 3 * LANE; length -= 3 * LANE, at += 3 * LANE) {
        uint64_t first = crc, second = 0, third = 0;
        for (size_t i = 0; i < LANE; i += sizeof first) {
            first = __builtin_ia32_crc32di(first, word_at(at + i));
            second = __builtin_ia32_crc32di(second, word_at(at + LANE + i));
            third = __builtin_ia32_crc32di(third, word_at(at + 2 * LANE + i));
        }
        crc = move(moved, (uint32_t)first) ^ (uint32_t)second;
        crc = move(moved, crc) ^ (uint32_t)third;
    }
    size_t words = length / sizeof(uint64_t);
    crc = run_words(crc, at, words);
    at += words * sizeof(uint64_t);
    for (length -= words * sizeof(uint64_t); length > 0; length--, at++) {
        crc = __builtin_ia32_crc32qi(crc, *at);
    }
    return ~crc;
}

uint32_t bb_crc32c(uint32_t before, const void *bytes, size_t length)
{
    uint32_t unused, features = 0;
    return __get_cpuid(1, &unused, &unused, &features, &unused) && (features & bit_SSE4_2)
               ? bb_crc32c_sse42(before, bytes, length)
               : bb_crc32c_table(before, bytes, length);
}

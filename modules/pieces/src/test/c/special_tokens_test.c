/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/special_tokens.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c */
#include "bb_test.h"
#include "fake_kernel.h"
#include "special_tokens.h"

#define PIECE(t, k) {.text = (t), .length = sizeof(t) - 1, .type = BB_TOKEN_TYPE_##k}
#define COUNT(array) (sizeof(array) / sizeof *(array))

static const bb_piece pieces[] = {
    PIECE("<a>", CONTROL),      PIECE("ab", NORMAL), PIECE("<a>b", CONTROL),
    PIECE("<u>", USER_DEFINED), PIECE("", CONTROL),  PIECE("<u>x", CONTROL),
    PIECE("<unk>", UNKNOWN),    PIECE("<", BYTE),    PIECE("<a>", USER_DEFINED),
    PIECE("\xff", CONTROL),     PIECE(">", UNUSED),
};

static bb_pieces_specials specials;

static void check(bool control, const char *text, size_t from, size_t at, int32_t token)
{
    size_t length = strlen(text);
    char *exact = malloc(length);
    memcpy(exact, text, length);
    CHECK_EQUAL(bb_pieces_specials_find(&specials, control, exact, length, &from), token);
    CHECK_EQUAL(from, at);
    free(exact);
}

TEST(leftmost_then_longest)
{
    CHECK(bb_pieces_specials_prepare(&specials, BB_ARENA_TOKENIZER, pieces, COUNT(pieces)) ==
          BB_OK);
    CHECK_EQUAL(specials.count, 7);
    check(true, "", 0, 0, -1);
    check(true, "ab<", 0, 3, -1);
    check(true, "ab<a>", 0, 2, 0);
    check(true, "ab<a>b", 0, 2, 2);
    check(true, "ab<a>b", 3, 6, -1);
    check(true, "<unk><a>", 0, 0, 6);
    check(true, "<u>x", 0, 0, 5);
    check(true, "x\xff", 0, 1, 9);
}

TEST(control_tokens_only_if_asked_for)
{
    check(false, "<u>x", 0, 0, 3);
    check(false, "<a>b", 0, 0, 8); /* the user-defined one of that text */
    check(false, "<unk>\xff", 0, 6, -1);
    fake_free_arenas();
}

TEST(none)
{
    CHECK(bb_pieces_specials_prepare(&specials, BB_ARENA_TOKENIZER, pieces, 0) == BB_OK);
    check(true, "<a>", 0, 3, -1);
    fake_free_arenas();
}

static size_t plain_find(const bb_piece *random, size_t count, const char *text, size_t length,
                         size_t *at)
{
    for (; *at < length; (*at)++) {
        size_t best = SIZE_MAX, best_length = 0;
        for (size_t i = 0; i < count; i++) {
            if (random[i].length > best_length && random[i].length <= length - *at &&
                memcmp(random[i].text, text + *at, random[i].length) == 0) {
                best = i;
                best_length = random[i].length;
            }
        }
        if (best != SIZE_MAX)
            return best;
    }
    return SIZE_MAX;
}

TEST(as_a_plain_search)
{
    uint64_t seed = 1;
    for (int round = 0; round < 300; round++) {
        static char texts[40][8];
        bb_piece random[40];
        for (size_t i = 0; i < 40; i++) {
            random[i] = (bb_piece){.text = texts[i],
                                   .length = (uint32_t)(bb_test_random(&seed) % 8),
                                   .type = BB_TOKEN_TYPE_CONTROL};
            for (size_t j = 0; j < 8; j++)
                texts[i][j] = (char)(bb_test_random(&seed) % 3 ? 'a' : 0xfe);
        }
        CHECK(bb_pieces_specials_prepare(&specials, BB_ARENA_TOKENIZER, random, 40) == BB_OK);
        char text[64];
        for (size_t j = 0; j < sizeof text; j++)
            text[j] =
                (char)(bb_test_random(&seed) % 9 ? bb_test_random(&seed) % 3 ? 'a' : 0xfe : 'b');
        for (size_t start = 0; start < sizeof text; start++) {
            size_t at = start, expected_at = start;
            size_t expected = plain_find(random, 40, text, sizeof text, &expected_at);
            int32_t found = bb_pieces_specials_find(&specials, true, text, sizeof text, &at);
            CHECK_EQUAL(found, expected == SIZE_MAX ? -1 : (int32_t)expected);
            CHECK_EQUAL(at, expected_at);
        }
        fake_free_arenas();
    }
}

int main(void)
{
    return RUN(leftmost_then_longest) | RUN(control_tokens_only_if_asked_for) | RUN(none) |
           RUN(as_a_plain_search);
}

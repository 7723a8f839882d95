/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/byte_letters.c ../../main/c/character_ranges.c
   ../../main/c/characters.c ../../main/c/pre_tokenizer.c ../../main/c/tokenizer_bpe.c
   ../../../../pieces/src/main/c/hash_index.c ../../../../pieces/src/main/c/merger.c
   ../../../../pieces/src/main/c/piece_table.c ../../../../pieces/src/main/c/special_tokens.c
   ../../../../pieces/src/main/c/token_output.c ../../../../pieces/src/test/c/vocabulary_cases.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c */
#include "bb_test.h"
#include "fake_kernel.h"
#include "gguf_vocabulary.h"
#include "tokenizer_bpe.h"
#include "vocabulary_cases.h"

#define LONGEST 4096
#define NORMAL BB_TOKEN_TYPE_NORMAL
#define CONTROL BB_TOKEN_TYPE_CONTROL
#define USER BB_TOKEN_TYPE_USER_DEFINED
#define UNUSED BB_TOKEN_TYPE_UNUSED

static bb_tokenizer_bpe tokenizer;

/* Makes the tokenizer, and checks that it keeps to the memory that it told. */
static bb_status prepare(const bb_vocabulary *vocabulary)
{
    fake_free_arenas();
    bb_status status =
        bb_tokenizer_bpe_prepare(&tokenizer, BB_ARENA_TOKENIZER, vocabulary, LONGEST);
    CHECK(fake_arena_bytes() <= bb_tokenizer_bpe_demand(vocabulary->count,
                                                        gguf_text_bytes(vocabulary),
                                                        vocabulary->merge_count, LONGEST));
    return status;
}

static void load_gpt2(void)
{
    static bb_vocabulary gpt2;
    if (gpt2.count == 0)
        gpt2 = gguf_vocabulary(gguf_folder(), "ggml-vocab-gpt-2.gguf");
    CHECK(prepare(&gpt2) == BB_OK);
}

/* The tokens of a text, as numbers with blanks between them. */
static const char *encoded(const char *text, bool begin, bool control)
{
    static char numbers[8192];
    int32_t tokens[1024];
    size_t count;
    CHECK(bb_tokenizer_bpe_encode(&tokenizer, text, strlen(text),
                                  (begin ? BB_ENCODE_BEGIN : 0) | (control ? BB_ENCODE_CONTROL : 0),
                                  tokens, 1024, &count) == BB_OK);
    numbers[0] = 0;
    for (size_t i = 0; i < count; i++) {
        char number[16];
        snprintf(number, sizeof number, i ? " %d" : "%d", tokens[i]);
        strcat(numbers, number);
    }
    return numbers;
}

static void check_decoded(const int32_t *tokens, size_t count, const char *text, size_t length)
{
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        const char *part;
        size_t bytes = bb_tokenizer_bpe_decode(&tokenizer, tokens[i], true, &part);
        CHECK(bytes <= length - at);
        CHECK(memcmp(text + at, part, bytes) == 0);
        at += bytes;
    }
    CHECK_EQUAL(at, length);
}

static void check_case(const char *text, size_t length, const int32_t *tokens, size_t count)
{
    int32_t actual[LONGEST];
    size_t actual_count;
    CHECK(bb_tokenizer_bpe_encode(&tokenizer, text, length, 0, actual, LONGEST, &actual_count) ==
          BB_OK);
    CHECK_EQUAL(actual_count, count);
    CHECK(memcmp(actual, tokens, count * sizeof *tokens) == 0);
    check_decoded(actual, count, text, length);
}

TEST(gpt2_is_as_llama_cpp)
{
    load_gpt2();
    CHECK_EQUAL(vocabulary_cases("ggml-vocab-gpt-2.gguf", check_case), 46);
}

/* OpenAI's and others' documents name these. */
TEST(gpt2)
{
    load_gpt2();
    CHECK_EQUAL(tokenizer.count, 50257);
    CHECK_TEXT(encoded("Hello world", false, false), "15496 995");
    CHECK_TEXT(encoded("Hello<|endoftext|>", false, true), "15496 50256");
    CHECK_TEXT(encoded("Hello<|endoftext|>", false, false), "15496 27 91 437 1659 5239 91 29");
    CHECK_TEXT(encoded("", true, true), ""); /* the file does not ask for a begin token */
}

TEST(any_bytes_come_back)
{
    load_gpt2();
    uint64_t seed = 3;
    for (int round = 0; round < 500; round++) {
        char text[64];
        int32_t tokens[64];
        size_t length = bb_test_random(&seed) % sizeof text;
        size_t count;
        for (size_t i = 0; i < length; i++) {
            uint64_t kind = bb_test_random(&seed) % 3;
            uint64_t random = bb_test_random(&seed);
            text[i] = (char)(kind == 0 ? random : kind == 1 ? 'a' + random % 26 : 0x80 | random);
        }
        CHECK(bb_tokenizer_bpe_encode(&tokenizer, text, length, 0, tokens, 64, &count) == BB_OK);
        check_decoded(tokens, count, text, length);
    }
}

/* --- Small vocabularies --- */

#define PIECE(t, k) {.text = (t), .length = sizeof(t) - 1, .type = (k)}
#define MERGE(t) {.text = (t), .length = sizeof(t) - 1}
#define COUNT(array) (sizeof(array) / sizeof *(array))

static bb_vocabulary small(const char *pre, const bb_piece *pieces, size_t count,
                           const bb_merge *merges, size_t merge_count)
{
    return (bb_vocabulary){.model = "gpt2",
                           .pre = pre,
                           .pieces = pieces,
                           .count = count,
                           .merges = merges,
                           .merge_count = merge_count,
                           .begin_token = 0,
                           .end_token = -1,
                           .end_of_turn_token = -1,
                           .unknown_token = -1,
                           .add_begin = true};
}

static const bb_piece pieces[] = {
    PIECE("<s>", CONTROL),     /* 0 */
    PIECE("a", NORMAL),        /* 1 */
    PIECE("b", NORMAL),        /* 2 */
    PIECE("c", NORMAL),        /* 3 */
    PIECE("\xc4\xa0", NORMAL), /* 4: a blank, as the letter U+0120 */
    PIECE("ab", NORMAL),       /* 5 */
    PIECE("bc", NORMAL),       /* 6 */
    PIECE("abc", NORMAL),      /* 7 */
    PIECE("\xc4\xa0"           /* 8 */
          "a",
          NORMAL),
    PIECE("<tool>", USER),     /* 9 */
    PIECE("<tool>a", CONTROL), /* 10 */
    PIECE("\xc3\xa9", NORMAL), /* 11: the byte 0xe9 */
    PIECE("\xc3\xa9", USER),   /* 12: the character é */
    PIECE("<", NORMAL),        /* 13 */
    PIECE("[pad]", UNUSED),    /* 14 */
    PIECE("a b", NORMAL),      /* 15: not in letters */
    PIECE("s", NORMAL),        /* 16 */
    PIECE(">", NORMAL),        /* 17 */
    PIECE("", NORMAL),         /* 18 */
};

static const bb_merge merges[] = {MERGE("b c"), MERGE("a b"), MERGE("\xc4\xa0 a"), MERGE("a b"),
                                  MERGE("a bc")};

static void load_small(const char *pre)
{
    const bb_vocabulary vocabulary = small(pre, pieces, COUNT(pieces), merges, COUNT(merges));
    CHECK(prepare(&vocabulary) == BB_OK);
}

TEST(merges_by_rank)
{
    load_small("gpt-2");
    CHECK_TEXT(encoded("ab", false, false), "5");
    CHECK_TEXT(encoded("bc", false, false), "6");
    CHECK_TEXT(encoded("abc", false, false), "7"); /* a bc: the rank of b c is lower */
    CHECK_TEXT(encoded("abab", false, false), "5 5");
    CHECK_TEXT(encoded(" a", false, false), "8");
    CHECK_TEXT(encoded(" ab", false, false), "4 5");
    CHECK_TEXT(encoded("a b", false, false), "1 4 2");
    CHECK_TEXT(encoded("azb", false, false), "1 2"); /* z has no token */
}

TEST(whole_words)
{
    const bb_vocabulary vocabulary = small("llama-bpe", pieces, COUNT(pieces), merges, 1);
    CHECK(prepare(&vocabulary) == BB_OK);
    CHECK_TEXT(encoded("abc", false, false), "7");
    CHECK_TEXT(encoded("abca", false, false), "1 6 1");
    CHECK_TEXT(encoded(" a b", false, false), "8 4 2");
}

TEST(special_tokens)
{
    load_small("gpt-2");
    CHECK_TEXT(encoded("ab", true, false), "0 5");
    CHECK_TEXT(encoded("<s>ab", false, true), "0 5");
    CHECK_TEXT(encoded("<s>ab", false, false), "13 16 17 5");
    CHECK_TEXT(encoded("b<tool>abc", false, false), "2 9 7");
    CHECK_TEXT(encoded("b<tool>abc", false, true), "2 10 6"); /* the longest */
    CHECK_TEXT(encoded("<tool><tool>", false, false), "9 9");
    CHECK_TEXT(encoded("<tool", false, true), "13");
    CHECK_TEXT(encoded("a\xc3\xa9"
                       "b",
                       false, false),
               "1 12 2");
    CHECK_TEXT(encoded("\xe9", false, false), "11");
}

static void check_text(int32_t token, bool control, const char *expected)
{
    const char *text;
    size_t length = bb_tokenizer_bpe_decode(&tokenizer, token, control, &text);
    CHECK_EQUAL(length, strlen(expected));
    CHECK(memcmp(text, expected, length) == 0);
}

TEST(decode)
{
    load_small("gpt-2");
    check_text(0, false, "");
    check_text(0, true, "<s>");
    check_text(8, false, " a");
    check_text(9, false, "<tool>");
    check_text(11, false, "\xe9");
    check_text(12, false, "\xc3\xa9");
    check_text(14, true, "");
    check_text(15, false, "a b");
    check_text(18, false, "");
    check_text(-1, true, "");
    check_text((int32_t)COUNT(pieces), true, "");
}

TEST(control_tokens_are_not_merged)
{
    const bb_piece control[] = {PIECE("a", NORMAL), PIECE("b", NORMAL), PIECE("ab", CONTROL),
                                PIECE("c", CONTROL)};
    const bb_merge into[] = {MERGE("a b")};
    const bb_vocabulary vocabulary = small("llama-bpe", control, COUNT(control), into, 1);
    CHECK(prepare(&vocabulary) == BB_OK);
    CHECK_TEXT(encoded("abc", false, false), "0 1");
    CHECK_TEXT(encoded("abc", false, true), "2 3");
}

static void check_refused(const bb_vocabulary *vocabulary, const char *code)
{
    CHECK(prepare(vocabulary) != BB_OK);
    CHECK_TEXT(fake_failure(), code);
}

TEST(bad_vocabularies)
{
    static char long_merge[1025];
    memset(long_merge, 'a', sizeof long_merge);
    long_merge[500] = ' ';
    const bb_merge bad[] = {
        MERGE(""),      MERGE("a"),      MERGE("ab"),  MERGE(" a"),       MERGE("a "),
        MERGE("a b c"), MERGE("a z"),    MERGE("z a"), MERGE("c c"),      MERGE("a \xff"),
        MERGE("a\t b"), MERGE("a \xe2"), MERGE("  a"), MERGE(long_merge),
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        const bb_vocabulary vocabulary = small("gpt-2", pieces, COUNT(pieces), &bad[i], 1);
        check_refused(&vocabulary, "E-VOCABULARY-MERGE");
        CHECK(strncmp(bb_failure_details(), "merge 0", 7) == 0);
    }
    bb_vocabulary vocabulary = small("tekken", pieces, COUNT(pieces), merges, COUNT(merges));
    check_refused(&vocabulary, "E-VOCABULARY-PRE");
    vocabulary = small("gpt-2", pieces, BB_PIECES_MOST + 1, merges, 0);
    CHECK(bb_tokenizer_bpe_prepare(&tokenizer, BB_ARENA_TOKENIZER, &vocabulary, 1) != BB_OK);
    CHECK_TEXT(fake_failure(), "E-VOCABULARY-SIZE");
    vocabulary = small("gpt-2", pieces, 1, merges, BB_PIECES_MOST + 1);
    CHECK(bb_tokenizer_bpe_prepare(&tokenizer, BB_ARENA_TOKENIZER, &vocabulary, 1) != BB_OK);
    CHECK_TEXT(fake_failure(), "E-VOCABULARY-SIZE");
}

TEST(demand_saturates)
{
    CHECK_EQUAL(bb_tokenizer_bpe_demand(SIZE_MAX, 1, 1, 1), SIZE_MAX);
    CHECK_EQUAL(bb_tokenizer_bpe_demand(1, SIZE_MAX, 1, 1), SIZE_MAX);
    CHECK_EQUAL(bb_tokenizer_bpe_demand(1, 1, SIZE_MAX / 2, 1), SIZE_MAX);
    CHECK_EQUAL(bb_tokenizer_bpe_demand(1, 1, 1, SIZE_MAX / 4), SIZE_MAX);
}

TEST(room)
{
    load_small("gpt-2");
    int32_t tokens[3] = {-1, -1, -1};
    size_t count;
    CHECK(bb_tokenizer_bpe_encode(&tokenizer, "ab ab ab", 8, 0, tokens, 3, &count) != BB_OK);
    CHECK_TEXT(fake_failure(), "E-TOKENS-TOO-MANY");
    CHECK_EQUAL(count, 5);
    CHECK_EQUAL(tokens[2], 5);
    static char longest[LONGEST + 1];
    memset(longest, 'a', sizeof longest);
    CHECK(bb_tokenizer_bpe_encode(&tokenizer, longest, LONGEST + 1, 0, tokens, 3, &count) != BB_OK);
    CHECK_EQUAL(count, 0);
    CHECK(bb_tokenizer_bpe_encode(&tokenizer, longest, LONGEST, 0, tokens, 3, &count) != BB_OK);
    CHECK_EQUAL(count, LONGEST);
}

/* --- Against byte-pair encoding as the paper has it (Sennrich et al. 2016) --- */

#define REFERENCE_PIECES 64

static char reference_texts[REFERENCE_PIECES][64];
static char reference_merges[REFERENCE_PIECES][64];

/* Tokens a to e, and random pairs of tokens; equal ones too. */
static bb_vocabulary random_vocabulary(uint64_t *seed, bb_piece *random_pieces,
                                       bb_merge *random_merges)
{
    size_t count = 5;
    size_t merge_count = 0;
    for (size_t i = 0; i < count; i++)
        snprintf(reference_texts[i], 64, "%c", (char)('a' + i));
    while (count < REFERENCE_PIECES) {
        const char *left = reference_texts[bb_test_random(seed) % count];
        const char *right = reference_texts[bb_test_random(seed) % count];
        if (strlen(left) + strlen(right) > 30)
            continue;
        snprintf(reference_texts[count++], 64, "%s%s", left, right);
        snprintf(reference_merges[merge_count++], 64, "%s %s", left, right);
    }
    for (size_t i = 0; i < count; i++)
        random_pieces[i] = (bb_piece){.text = reference_texts[i],
                                      .length = (uint32_t)strlen(reference_texts[i]),
                                      .type = NORMAL};
    for (size_t i = 0; i < merge_count; i++)
        random_merges[i] = (bb_merge){.text = reference_merges[i],
                                      .length = (uint32_t)strlen(reference_merges[i])};
    return small("gpt-2", random_pieces, count, random_merges, merge_count);
}

static size_t first_of_text(const char *text)
{
    size_t token = 0;
    while (strcmp(reference_texts[token], text) != 0)
        token++;
    return token;
}

/* Merges the leftmost pair of the lowest rank, until there is none. */
static size_t reference_encode(const char *text, size_t merge_count, int32_t *tokens)
{
    char parts[128][64];
    size_t count = strlen(text);
    for (size_t i = 0; i < count; i++)
        snprintf(parts[i], 64, "%c", text[i]);
    for (;;) {
        size_t best = SIZE_MAX, best_rank = merge_count;
        for (size_t i = 0; i + 1 < count; i++) {
            char pair[130];
            snprintf(pair, sizeof pair, "%s %s", parts[i], parts[i + 1]);
            size_t rank = 0;
            while (rank < merge_count && strcmp(reference_merges[rank], pair) != 0)
                rank++;
            if (rank < best_rank) {
                best = i;
                best_rank = rank;
            }
        }
        if (best == SIZE_MAX)
            break;
        strcat(parts[best], parts[best + 1]);
        memmove(parts[best + 1], parts[best + 2], (count - best - 2) * sizeof *parts);
        count--;
    }
    for (size_t i = 0; i < count; i++)
        tokens[i] = (int32_t)first_of_text(parts[i]);
    return count;
}

TEST(as_the_reference)
{
    uint64_t seed = 11;
    for (int round = 0; round < 40; round++) {
        bb_piece random_pieces[REFERENCE_PIECES];
        bb_merge random_merges[REFERENCE_PIECES];
        const bb_vocabulary vocabulary = random_vocabulary(&seed, random_pieces, random_merges);
        CHECK(prepare(&vocabulary) == BB_OK);
        for (int i = 0; i < 40; i++) {
            char text[100] = {0};
            int32_t expected[100], actual[100];
            size_t length = 1 + bb_test_random(&seed) % 99, count;
            uint64_t letters = 1 + bb_test_random(&seed) % 5; /* few: runs of one letter */
            for (size_t j = 0; j < length; j++)
                text[j] = (char)('a' + bb_test_random(&seed) % letters);
            text[length == 100 ? 99 : length] = 0;
            size_t expected_count = reference_encode(text, vocabulary.merge_count, expected);
            CHECK(bb_tokenizer_bpe_encode(&tokenizer, text, strlen(text), 0, actual, 100, &count) ==
                  BB_OK);
            CHECK_EQUAL(count, expected_count);
            CHECK(memcmp(actual, expected, count * sizeof *actual) == 0);
        }
    }
}

int main(void)
{
    int failed = RUN(gpt2_is_as_llama_cpp) | RUN(gpt2) | RUN(any_bytes_come_back) |
                 RUN(merges_by_rank) | RUN(whole_words) | RUN(special_tokens) | RUN(decode) |
                 RUN(control_tokens_are_not_merged) | RUN(bad_vocabularies) |
                 RUN(demand_saturates) | RUN(room) | RUN(as_the_reference);
    fake_free_arenas();
    return failed;
}

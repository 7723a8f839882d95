/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/byte_piece.c ../../main/c/tokenizer_spm.c
   ../../../../pieces/src/main/c/hash_index.c ../../../../pieces/src/main/c/merger.c
   ../../../../pieces/src/main/c/piece_table.c ../../../../pieces/src/main/c/special_tokens.c
   ../../../../pieces/src/main/c/token_output.c ../../../../pieces/src/test/c/vocabulary_cases.c */
/* Vocabularies that a model's file brings along. */
#include "bb_test.h"
#include "fake_kernel.h"
#include "gguf_vocabulary.h"
#include "tokenizer_spm.h"
#include "vocabulary_cases.h"

#define LONGEST 4096
#define NORMAL BB_TOKEN_TYPE_NORMAL
#define CONTROL BB_TOKEN_TYPE_CONTROL
#define USER BB_TOKEN_TYPE_USER_DEFINED
#define BYTE BB_TOKEN_TYPE_BYTE
#define BLANK "\xe2\x96\x81"

static bb_tokenizer_spm tokenizer;

/* Makes the tokenizer, and checks that it keeps to the memory that it told. */
static bb_status prepare(const bb_vocabulary *vocabulary)
{
    fake_free_arenas();
    bb_status status =
        bb_tokenizer_spm_prepare(&tokenizer, BB_ARENA_TOKENIZER, vocabulary, LONGEST);
    CHECK(fake_arena_bytes() <=
          bb_tokenizer_spm_demand(vocabulary->count, gguf_text_bytes(vocabulary), LONGEST));
    return status;
}

/* The tokens of a text, as numbers with blanks between them. */
static const char *encoded(const char *text, bool begin, bool control)
{
    static char numbers[8192];
    int32_t tokens[1024];
    size_t count;
    CHECK(bb_tokenizer_spm_encode(&tokenizer, text, strlen(text),
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

/* Tokens with the begin token in front decode to the text. */
static void check_decoded(const int32_t *tokens, size_t count, const char *text, size_t length)
{
    size_t at = 0;
    for (size_t i = 1; i < count; i++) {
        const char *part;
        size_t bytes = bb_tokenizer_spm_decode(&tokenizer, tokens[i - 1], tokens[i], true, &part);
        CHECK(bytes <= length - at);
        CHECK(memcmp(text + at, part, bytes) == 0);
        at += bytes;
    }
    CHECK_EQUAL(at, length);
}

static void check_round_trip(const char *text, size_t length, bool control)
{
    int32_t tokens[LONGEST + 2];
    size_t count;
    CHECK(bb_tokenizer_spm_encode(&tokenizer, text, length,
                                  BB_ENCODE_BEGIN | (control ? BB_ENCODE_CONTROL : 0), tokens,
                                  LONGEST + 2, &count) == BB_OK);
    CHECK_EQUAL(tokens[0], tokenizer.begin_token);
    check_decoded(tokens, count, text, length);
}

static void check_case(const char *text, size_t length, const int32_t *tokens, size_t count)
{
    int32_t actual[LONGEST];
    size_t actual_count;
    CHECK(bb_tokenizer_spm_encode(&tokenizer, text, length, 0, actual, LONGEST, &actual_count) ==
          BB_OK);
    CHECK_EQUAL(actual_count, count);
    CHECK(memcmp(actual, tokens, count * sizeof *tokens) == 0);
    check_round_trip(text, length, false);
}

TEST(llama_is_as_llama_cpp)
{
    const bb_vocabulary vocabulary = gguf_vocabulary(gguf_folder(), "ggml-vocab-llama-spm.gguf");
    CHECK(prepare(&vocabulary) == BB_OK);
    CHECK_EQUAL(vocabulary_cases("ggml-vocab-llama-spm.gguf", check_case), 46);
    CHECK_TEXT(encoded("Hello world!", true, false), "1 15043 3186 29991");
    CHECK_TEXT(encoded("<s>", false, true), "1");
}

TEST(phi3_is_as_llama_cpp)
{
    const bb_vocabulary vocabulary = gguf_vocabulary(gguf_folder(), "ggml-vocab-phi-3.gguf");
    CHECK(prepare(&vocabulary) == BB_OK);
    CHECK_EQUAL(vocabulary_cases("ggml-vocab-phi-3.gguf", check_case), 46);
    const char *chat = "<|user|>\nHi there<|end|>\n<|assistant|>";
    check_round_trip(chat, strlen(chat), true);
    check_round_trip(chat, strlen(chat), false);
}

TEST(any_bytes_come_back)
{
    const bb_vocabulary vocabulary = gguf_vocabulary(gguf_folder(), "ggml-vocab-llama-spm.gguf");
    CHECK(prepare(&vocabulary) == BB_OK);
    uint64_t seed = 3;
    for (int round = 0; round < 500; round++) {
        char text[64];
        size_t length = bb_test_random(&seed) % sizeof text;
        for (size_t i = 0; i < length; i++) {
            uint64_t kind = bb_test_random(&seed) % 3;
            uint64_t random = bb_test_random(&seed);
            text[i] = (char)(kind == 0 ? random : kind == 1 ? ' ' + random % 90 : 0x80 | random);
        }
        check_round_trip(text, length, false);
    }
}

/* --- Small vocabularies --- */

#define PIECE(t, s, k) {.text = (t), .length = sizeof(t) - 1, .score = (s), .type = (k)}
#define COUNT(array) (sizeof(array) / sizeof *(array))

static const bb_piece pieces[] = {
    PIECE("<unk>", 0, BB_TOKEN_TYPE_UNKNOWN), /* 0 */
    PIECE("<s>", 0, CONTROL),                 /* 1 */
    PIECE("<0x7A>", 0, BYTE),                 /* 2: z */
    PIECE(BLANK, -9, NORMAL),                 /* 3 */
    PIECE("a", -9, NORMAL),                   /* 4 */
    PIECE("b", -9, NORMAL),                   /* 5 */
    PIECE("ab", -2, NORMAL),                  /* 6 */
    PIECE("ba", -1, NORMAL),                  /* 7 */
    PIECE(BLANK "a", -3, NORMAL),             /* 8 */
    PIECE("<go>", 0, USER),                   /* 9 */
    PIECE(BLANK BLANK, 0, USER),              /* 10 */
    PIECE("<0xZZ>", 0, BYTE),                 /* 11: no byte */
    PIECE("bb", 0, BB_TOKEN_TYPE_UNUSED),     /* 12 */
    PIECE("xy", -1, NORMAL),                  /* 13: of characters that are no tokens */
    PIECE("aa", -2e10f, NORMAL),              /* 14: never merged */
    PIECE("", 0, NORMAL),                     /* 15 */
};

static bb_vocabulary small(bool add_space_prefix)
{
    return (bb_vocabulary){.model = "llama",
                           .pre = "",
                           .pieces = pieces,
                           .count = COUNT(pieces),
                           .begin_token = 1,
                           .end_token = -1,
                           .end_of_turn_token = -1,
                           .unknown_token = 0,
                           .add_begin = true,
                           .add_space_prefix = add_space_prefix};
}

static void load_small(bool add_space_prefix)
{
    const bb_vocabulary vocabulary = small(add_space_prefix);
    CHECK(prepare(&vocabulary) == BB_OK);
}

TEST(merges_by_score)
{
    load_small(false);
    CHECK_TEXT(encoded("aba", false, false), "4 7");
    CHECK_TEXT(encoded("ab a", false, false), "6 8");
    CHECK_TEXT(encoded("baba", false, false), "7 7");
    CHECK_TEXT(encoded("aa", false, false), "4 4");
    CHECK_TEXT(encoded("bb", false, false), "5 5");
    CHECK_TEXT(encoded("zqz", false, false), "2 0 2"); /* q is not known */
    CHECK_TEXT(encoded("axya", false, false), "4 13 4");
    CHECK_TEXT(encoded("", true, false), "1");
    load_small(true);
    CHECK_TEXT(encoded("aba", true, false), "1 8 7");
    CHECK_TEXT(encoded("", true, false), "1");
}

TEST(special_tokens)
{
    load_small(true);
    CHECK_TEXT(encoded("a<go>ab", false, false), "8 9 3 6");
    CHECK_TEXT(encoded("<go><go>", false, false), "9 9");
    CHECK_TEXT(encoded("<s>a", false, true), "1 8");
    CHECK_TEXT(encoded("<s>a", false, false), "3 0 0 0 4");
    CHECK_TEXT(encoded("<unk>", false, true), "0");
    CHECK_TEXT(encoded("b  b", false, false), "3 5 10 3 5");
    load_small(false);
    CHECK_TEXT(encoded("b  b", false, false), "5 10 5");
    CHECK_TEXT(encoded("b" BLANK "a", false, false), "5 8"); /* a mark is a blank */
}

static void check_text(int32_t previous, int32_t token, bool control, const char *expected)
{
    const char *text;
    size_t length = bb_tokenizer_spm_decode(&tokenizer, previous, token, control, &text);
    CHECK_EQUAL(length, strlen(expected));
    CHECK(memcmp(text, expected, length) == 0);
}

TEST(decode)
{
    load_small(true);
    check_text(-1, 8, false, " a");
    check_text(1, 8, false, "a");
    check_text(9, 8, false, "a");
    check_text(6, 8, false, " a");
    check_text(1, 10, false, "  "); /* encoding puts no blank in front of a special token */
    check_text(1, 2, false, "z");
    check_text(4, 1, false, "");
    check_text(4, 1, true, "<s>");
    check_text(4, 0, false, "");
    check_text(4, 9, false, "<go>");
    check_text(4, 11, true, "");
    check_text(4, 12, true, "");
    check_text(4, 15, true, "");
    check_text(4, -1, true, "");
    check_text(4, (int32_t)COUNT(pieces), true, "");
    check_text((int32_t)COUNT(pieces), 8, true, " a");
    load_small(false);
    check_text(1, 8, false, " a");
}

TEST(tokens_that_are_not_there)
{
    bb_vocabulary vocabulary = small(true);
    vocabulary.begin_token = COUNT(pieces);
    vocabulary.unknown_token = -1;
    CHECK(prepare(&vocabulary) == BB_OK);
    CHECK_TEXT(encoded("azq", true, false), "8 2"); /* nothing stands for q */
    vocabulary.count = 0;
    CHECK(prepare(&vocabulary) == BB_OK);
    CHECK_TEXT(encoded("azq", true, true), "");
    vocabulary.count = BB_PIECES_MOST + 1;
    CHECK(bb_tokenizer_spm_prepare(&tokenizer, BB_ARENA_TOKENIZER, &vocabulary, 1) != BB_OK);
    CHECK_TEXT(fake_failure(), "E-VOCABULARY-SIZE");
}

TEST(demand_saturates)
{
    CHECK_EQUAL(bb_tokenizer_spm_demand(SIZE_MAX, 1, 1), SIZE_MAX);
    CHECK_EQUAL(bb_tokenizer_spm_demand(1, SIZE_MAX, 1), SIZE_MAX);
    CHECK_EQUAL(bb_tokenizer_spm_demand(1, 1, SIZE_MAX), SIZE_MAX);
    CHECK_EQUAL(bb_tokenizer_spm_demand(1, 1, SIZE_MAX / 8), SIZE_MAX);
}

/* --- Against the algorithm as it is told: the best pair of all is merged, until there is none ---
 */

#define REFERENCE_PIECES 60

static char reference_texts[REFERENCE_PIECES][40];

/* Letters a to d, and random pairs of tokens; scores are often equal. */
static bb_vocabulary random_vocabulary(uint64_t *seed, bb_piece *random_pieces)
{
    bb_vocabulary vocabulary = small(false);
    for (size_t i = 0; i < REFERENCE_PIECES; i++) {
        const char *left = i < 4 ? "" : reference_texts[bb_test_random(seed) % i];
        const char *right = i < 4 ? "" : reference_texts[bb_test_random(seed) % i];
        if (i < 4 || strlen(left) + strlen(right) > 20)
            snprintf(reference_texts[i], 40, "%c", (char)('a' + i % 4));
        else
            snprintf(reference_texts[i], 40, "%s%s", left, right);
        random_pieces[i] = (bb_piece){.text = reference_texts[i],
                                      .length = (uint32_t)strlen(reference_texts[i]),
                                      .score = (float)(bb_test_random(seed) % 21) - 10.0f,
                                      .type = NORMAL};
        if (random_pieces[i].score == 0.0f && i % 2 == 0)
            random_pieces[i].score = -0.0f;
    }
    vocabulary.pieces = random_pieces;
    vocabulary.count = REFERENCE_PIECES;
    return vocabulary;
}

static size_t first_of_text(const char *text)
{
    size_t token = 0;
    while (token < REFERENCE_PIECES && strcmp(reference_texts[token], text) != 0)
        token++;
    return token;
}

static size_t reference_encode(const char *text, const bb_piece *random_pieces, int32_t *tokens)
{
    char parts[64][40];
    size_t count = strlen(text);
    for (size_t i = 0; i < count; i++)
        snprintf(parts[i], 40, "%c", text[i]);
    for (;;) {
        size_t best = SIZE_MAX;
        float best_score = -1e10f;
        for (size_t i = 0; i + 1 < count; i++) {
            char both[80];
            snprintf(both, sizeof both, "%s%s", parts[i], parts[i + 1]);
            size_t token = first_of_text(both);
            if (token < REFERENCE_PIECES && random_pieces[token].score > best_score) {
                best = i;
                best_score = random_pieces[token].score;
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
    uint64_t seed = 5;
    for (int round = 0; round < 60; round++) {
        bb_piece random_pieces[REFERENCE_PIECES];
        const bb_vocabulary vocabulary = random_vocabulary(&seed, random_pieces);
        CHECK(prepare(&vocabulary) == BB_OK);
        for (int i = 0; i < 60; i++) {
            char text[64] = {0};
            int32_t expected[64], actual[64];
            size_t length = 1 + bb_test_random(&seed) % 63, count;
            for (size_t j = 0; j < length; j++)
                text[j] = (char)('a' + bb_test_random(&seed) % 4);
            size_t expected_count = reference_encode(text, random_pieces, expected);
            CHECK(bb_tokenizer_spm_encode(&tokenizer, text, length, 0, actual, 64, &count) ==
                  BB_OK);
            CHECK_EQUAL(count, expected_count);
            CHECK(memcmp(actual, expected, count * sizeof *actual) == 0);
        }
    }
}

int main(void)
{
    int failed = RUN(llama_is_as_llama_cpp) | RUN(phi3_is_as_llama_cpp) | RUN(any_bytes_come_back) |
                 RUN(merges_by_score) | RUN(special_tokens) | RUN(decode) |
                 RUN(tokens_that_are_not_there) | RUN(demand_saturates) | RUN(as_the_reference);
    fake_free_arenas();
    return failed;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/byte_piece.c ../../main/c/llama2c_vocabulary.c
   ../../main/c/spm_kernel.c
   ../../main/c/tokenizer_spm.c ../../../../pieces/src/main/c/hash_index.c
   ../../../../pieces/src/main/c/merger.c ../../../../pieces/src/main/c/piece_table.c
   ../../../../pieces/src/main/c/special_tokens.c ../../../../pieces/src/main/c/token_output.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c */
#include "bb_kernel.h"
#include "bb_test.h"
#include "fake_kernel.h"
#include "spm_kernel.h"

static bb_kernel kernel;

/* Loads bytes as the tokenizer of a model; BB_OK or the failure. */
static bb_status load(const void *bytes, size_t size, size_t vocabulary, size_t context)
{
    fake_free_arenas();
    kernel.model.shape.vocabulary = vocabulary;
    kernel.model.shape.context = context;
    kernel.model.begin_token = 1;
    kernel.tokenizer_source = fake_source("tokenizer.bin", bytes, size);
    return bb_tokenizer_spm_kernel_load(&kernel, &kernel.tokenizer_source);
}

static void load_file(const char *folder, const char *name, size_t vocabulary)
{
    size_t size;
    char *bytes = fake_file(folder, name, &size);
    CHECK(load(bytes, size, vocabulary, 512) == BB_OK);
    free(bytes);
}

/* The tokens of a text, as numbers with blanks between them. */
static const char *encoded(const char *text, bool begin)
{
    static char numbers[8192];
    int32_t tokens[1024];
    size_t count;
    char *exact = malloc(strlen(text)); /* no zero byte: the sanitizer sees reads behind the end */
    memcpy(exact, text, strlen(text));
    CHECK(bb_tokenizer_spm_kernel_encode(&kernel, exact, strlen(text), begin ? BB_ENCODE_BEGIN : 0,
                                         tokens, 1024, &count) == BB_OK);
    free(exact);
    numbers[0] = 0;
    for (size_t i = 0; i < count; i++) {
        char number[16];
        snprintf(number, sizeof number, i ? " %d" : "%d", tokens[i]);
        strcat(numbers, number);
    }
    return numbers;
}

/* llama2.c's algorithm as it is written there: the whole text is searched for each merge. */
static size_t reference_encode(const char *text, size_t length, int32_t *tokens)
{
    const size_t vocabulary = kernel.model.shape.vocabulary;
    static char texts[40000][64];
    static size_t lengths[40000];
    static float scores[40000];
    const char *file = kernel.tokenizer_source.handle;
    size_t at = 4;
    for (size_t token = 0; token < vocabulary; token++) {
        int32_t bytes;
        memcpy(&scores[token], file + at, 4);
        memcpy(&bytes, file + at + 4, 4);
        memcpy(texts[token], file + at + 8, (size_t)bytes);
        lengths[token] = (size_t)bytes;
        at += 8 + (size_t)bytes;
    }
    size_t count = 0;
    for (size_t i = 0, used; i <= length; i += used) {
        const char *piece = i == 0 ? " " : text + i - 1;
        used = 1;
        while (i > 0 && i - 1 + used < length && used < 4 && (piece[used] & 0xc0) == 0x80) {
            used++;
        }
        size_t token = 0;
        while (token < vocabulary &&
               (lengths[token] != used || memcmp(texts[token], piece, used) != 0)) {
            token++;
        }
        if (token < vocabulary) {
            tokens[count++] = (int32_t)token;
        } else {
            for (size_t byte = 0; byte < used; byte++) {
                tokens[count++] = (unsigned char)piece[byte] + 3;
            }
        }
    }
    for (;;) {
        float best_score = -1e10f;
        size_t best = 0;
        int32_t merged = -1;
        for (size_t i = 0; i + 1 < count; i++) {
            size_t first = (size_t)tokens[i];
            size_t second = (size_t)tokens[i + 1];
            for (size_t token = 0; token < vocabulary; token++) {
                if (lengths[token] == lengths[first] + lengths[second] &&
                    memcmp(texts[token], texts[first], lengths[first]) == 0 &&
                    memcmp(texts[token] + lengths[first], texts[second], lengths[second]) == 0) {
                    if (scores[token] > best_score) {
                        best_score = scores[token];
                        best = i;
                        merged = (int32_t)token;
                    }
                    break;
                }
            }
        }
        if (merged < 0) {
            return count;
        }
        tokens[best] = merged;
        memmove(tokens + best + 1, tokens + best + 2, (count - best - 2) * sizeof *tokens);
        count--;
    }
}

static const char *const words[] = {" ",  "the ", "Lily", "and", " Ben", "\n", "é",    "日",
                                    "😀", "ing",  "<0x",  "x>",  "aaaa", "\t", "once", "\xff"};

TEST(same_as_reference)
{
    size_t size;
    char *bytes = fake_file(fake_models(), "tok512.bin", &size);
    CHECK(load(bytes, size, 512, 512) == BB_OK);
    uint64_t seed = 1;
    for (int round = 0; round < 200; round++) {
        char text[512];
        size_t length = 0;
        size_t parts = 1 + bb_test_random(&seed) % 24;
        for (size_t i = 0; i < parts; i++) {
            const char *word = words[bb_test_random(&seed) % (sizeof words / sizeof *words)];
            memcpy(text + length, word, strlen(word));
            length += strlen(word);
        }
        int32_t expected[600];
        int32_t actual[600];
        size_t count;
        size_t expected_count = reference_encode(text, length, expected);
        CHECK(bb_tokenizer_spm_kernel_encode(&kernel, text, length, 0, actual, 600, &count) ==
              BB_OK);
        CHECK_EQUAL(count, expected_count);
        CHECK(memcmp(actual, expected, count * sizeof *actual) == 0);
    }
    free(bytes);
}

/* llama2.c's own tests name these tokens of the Llama 2 vocabulary. */
TEST(llama2)
{
    load_file(fake_models(), "llama2-tokenizer.bin", 32000);
    CHECK_TEXT(encoded("", true), "1");
    CHECK_TEXT(encoded("I believe the meaning of life is", true),
               "1 306 4658 278 6593 310 2834 338");
    CHECK_TEXT(encoded("Hello world!", true), "1 15043 3186 29991");
    CHECK_EQUAL(bb_tokenizer_spm_kernel_size(&kernel), 32000);
}

TEST(prompts)
{
    load_file(fake_models(), "tok512.bin", 512);
    CHECK_TEXT(encoded("Once upon a time, there was a little girl", false),
               "403 407 261 378 432 383 286 261 376 298 315 421");
    char folder[1024];
    snprintf(folder, sizeof folder, "%s/../demo-model", fake_models());
    load_file(folder, "tokenizer.bin", 1024);
    CHECK_TEXT(encoded("<|user|>\nWho are you?\n<|assistant|>\n", true),
               "1 946 279 13 993 688 439 305 970 13 277 13");
}

static void check_round_trip(const char *text)
{
    int32_t tokens[1024];
    size_t count;
    char decoded[4096];
    size_t length = 0;
    CHECK(bb_tokenizer_spm_kernel_encode(&kernel, text, strlen(text), BB_ENCODE_BEGIN, tokens, 1024,
                                         &count) == BB_OK);
    for (size_t i = 1; i < count; i++) {
        const char *piece;
        size_t bytes = bb_tokenizer_spm_kernel_decode(&kernel, tokens[i - 1], tokens[i], &piece);
        memcpy(decoded + length, piece, bytes);
        length += bytes;
    }
    decoded[length] = 0;
    CHECK_TEXT(decoded, text);
}

TEST(round_trip)
{
    load_file(fake_models(), "tok512.bin", 512);
    check_round_trip("Lily and Ben found a map");
    check_round_trip("Dakar, Thiès; 日本語 😀\nünïcödé\t");
    check_round_trip("a \xff\xfe byte"); /* no UTF-8: as bytes */
}

TEST(decode)
{
    load_file(fake_models(), "tok512.bin", 512);
    const char *text;
    CHECK_EQUAL(bb_tokenizer_spm_kernel_decode(&kernel, 261, 403, &text), 5);
    CHECK(memcmp(text, " Once", 5) == 0);
    CHECK_EQUAL(bb_tokenizer_spm_kernel_decode(&kernel, 1, 403, &text),
                4); /* after the begin token */
    CHECK(memcmp(text, "Once", 4) == 0);
    CHECK_EQUAL(bb_tokenizer_spm_kernel_decode(&kernel, 5, 13, &text), 1);
    CHECK_EQUAL(text[0], '\n');
    CHECK_EQUAL(bb_tokenizer_spm_kernel_decode(&kernel, 5, 3, &text), 1); /* the zero byte is one */
    CHECK_EQUAL(text[0], 0);
    CHECK_EQUAL(bb_tokenizer_spm_kernel_decode(&kernel, 1, 512, &text), 0);
    CHECK_EQUAL(bb_tokenizer_spm_kernel_decode(&kernel, 1, -1, &text), 0);
}

TEST(room)
{
    load_file(fake_models(), "tok512.bin", 512);
    int32_t tokens[4];
    size_t count;
    CHECK(bb_tokenizer_spm_kernel_encode(&kernel, "Once upon a time", 16, BB_ENCODE_BEGIN, tokens,
                                         4, &count) != BB_OK);
    CHECK_TEXT(fake_failure(), "E-TOKENS-TOO-MANY");
    CHECK_EQUAL(count, 5);
    static char longest[16 * 512 + 1];
    memset(longest, 'a', sizeof longest);
    CHECK(bb_tokenizer_spm_kernel_encode(&kernel, longest, sizeof longest, BB_ENCODE_BEGIN, tokens,
                                         4, &count) != BB_OK);
    CHECK_TEXT(fake_failure(), "E-TOKENS-TOO-MANY");
    CHECK_EQUAL(count, 0);
    CHECK(bb_tokenizer_spm_kernel_encode(&kernel, longest, sizeof longest - 1, BB_ENCODE_BEGIN,
                                         tokens, 4, &count) != BB_OK);
    CHECK(count > 100);
}

TEST(every_truncation)
{
    size_t size;
    char *bytes = fake_file(fake_models(), "tok512.bin", &size);
    for (size_t length = 0; length < size; length++) {
        char *exact = malloc(length);
        memcpy(exact, bytes, length);
        CHECK(load(exact, length, 512, 8) != BB_OK);
        CHECK_TEXT(fake_failure(), "E-TOKENIZER-TRUNCATED");
        free(exact);
    }
    CHECK(load(bytes, size, 512, 8) == BB_OK);
    CHECK(load(bytes, size, 511, 8) != BB_OK);
    CHECK_TEXT(fake_failure(), "E-TOKENIZER-SIZE");
    CHECK(load(bytes, size, 513, 8) != BB_OK);
    CHECK_TEXT(fake_failure(), "E-TOKENIZER-TRUNCATED");
    free(bytes);
}

TEST(hostile_lengths)
{
    size_t size;
    char *bytes = fake_file(fake_models(), "tok512.bin", &size);
    const int32_t lengths[] = {-1, INT32_MIN, INT32_MAX, 1000};
    for (size_t i = 0; i < 4; i++) {
        memcpy(bytes + 8, &lengths[i], 4);
        CHECK(load(bytes, size, 512, 8) != BB_OK);
        CHECK_TEXT(fake_failure(), "E-TOKENIZER-LENGTH");
        CHECK(strstr(bb_failure_details(), "token 0 at byte 4") != NULL);
    }
    const int32_t none = 0;
    memcpy(bytes, &none, 4);
    CHECK(load(bytes, size, 512, 8) != BB_OK);
    CHECK_TEXT(fake_failure(), "E-TOKENIZER-LENGTH");
    free(bytes);
}

TEST(random_bytes)
{
    uint64_t seed = 7;
    for (int round = 0; round < 2000; round++) {
        size_t size = bb_test_random(&seed) % 200;
        uint8_t *bytes = malloc(size);
        for (size_t i = 0; i < size; i++) {
            /* Mostly small numbers, so that lengths are often right. */
            bytes[i] = bb_test_random(&seed) % 3 ? 0 : (uint8_t)(bb_test_random(&seed) % 9);
        }
        if (load(bytes, size, 1 + bb_test_random(&seed) % 6, 8) == BB_OK) {
            encoded("a b\x01\x02", true);
        }
        free(bytes);
    }
}

int main(void)
{
    int failed = RUN(same_as_reference) | RUN(llama2) | RUN(prompts) | RUN(round_trip) |
                 RUN(decode) | RUN(room) | RUN(every_truncation) | RUN(hostile_lengths) |
                 RUN(random_bytes);
    fake_free_arenas();
    return failed;
}

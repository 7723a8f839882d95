/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/bpe_kernel.c ../../main/c/byte_letters.c
   ../../main/c/character_ranges.c ../../main/c/characters.c ../../main/c/pre_tokenizer.c
   ../../main/c/tokenizer_bpe.c ../../../../pieces/src/main/c/hash_index.c
   ../../../../pieces/src/main/c/merger.c ../../../../pieces/src/main/c/piece_table.c
   ../../../../pieces/src/main/c/special_tokens.c ../../../../pieces/src/main/c/token_output.c
   ../../../../pieces/src/test/c/gguf_vocabulary.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c */
#include "bb_kernel.h"
#include "bb_test.h"
#include "bpe_kernel.h"
#include "fake_kernel.h"
#include "gguf_vocabulary.h"

#define CONTEXT 64

static bb_kernel kernel;

static void load(const char *name)
{
    fake_free_arenas();
    kernel.model.shape.context = CONTEXT;
    kernel.model.vocabulary = gguf_vocabulary(gguf_folder(), name);
    bb_vocabulary *vocabulary = &kernel.model.vocabulary;
    vocabulary->text_bytes = gguf_text_bytes(vocabulary);
    kernel.model.shape.vocabulary = vocabulary->count;
}

TEST(serves_its_kind)
{
    load("ggml-vocab-gpt-2.gguf");
    CHECK(bb_tokenizer_bpe_kernel_serves(&kernel.model.vocabulary));
    load("ggml-vocab-llama-spm.gguf");
    CHECK(!bb_tokenizer_bpe_kernel_serves(&kernel.model.vocabulary));
    CHECK(!bb_tokenizer_bpe_kernel_serves(&(bb_vocabulary){0}));
}

TEST(a_models_vocabulary)
{
    int32_t tokens[32];
    size_t count;
    load("ggml-vocab-gpt-2.gguf");
    CHECK(bb_tokenizer_bpe_kernel_load(&kernel, NULL) == BB_OK);
    CHECK(fake_arena_bytes() <= bb_tokenizer_bpe_kernel_demand(&kernel));
    CHECK_EQUAL(bb_tokenizer_bpe_kernel_size(&kernel), 50257);

    CHECK(bb_tokenizer_bpe_kernel_encode(&kernel, "Hello world", 11, 0, tokens, 32, &count) ==
          BB_OK);
    CHECK_EQUAL(count, 2);
    CHECK_EQUAL(tokens[0], 15496);
    CHECK_EQUAL(tokens[1], 995);
    const char *text;
    CHECK_EQUAL(bb_tokenizer_bpe_kernel_decode(&kernel, tokens[0], tokens[1], &text), 6);
    CHECK(memcmp(text, " world", 6) == 0);
}

/* What a user types is text; what a template says is structure, and has none. */
TEST(control_tokens)
{
    static const char end[] = "<|endoftext|>";
    int32_t tokens[32];
    size_t count;
    const char *text;
    load("ggml-vocab-gpt-2.gguf");
    CHECK(bb_tokenizer_bpe_kernel_load(&kernel, NULL) == BB_OK);
    CHECK(bb_tokenizer_bpe_kernel_encode(&kernel, end, sizeof end - 1, 0, tokens, 32, &count) ==
          BB_OK);
    CHECK(count > 1);
    CHECK(bb_tokenizer_bpe_kernel_encode(&kernel, end, sizeof end - 1, BB_ENCODE_CONTROL, tokens,
                                         32, &count) == BB_OK);
    CHECK_EQUAL(count, 1);
    CHECK_EQUAL(tokens[0], 50256);
    CHECK_EQUAL(bb_tokenizer_bpe_kernel_decode(&kernel, -1, tokens[0], &text), 0);
}

TEST(the_longest_text)
{
    static char text[CONTEXT * 16 + 1];
    int32_t tokens[32];
    size_t count;
    memset(text, 'a', sizeof text);
    load("ggml-vocab-gpt-2.gguf");
    CHECK(bb_tokenizer_bpe_kernel_load(&kernel, NULL) == BB_OK);
    CHECK(bb_tokenizer_bpe_kernel_encode(&kernel, text, sizeof text, 0, tokens, 32, &count) !=
          BB_OK);
    CHECK_TEXT(fake_failure(), "E-TOKENS-TOO-MANY");
    CHECK_EQUAL(count, 0);
    CHECK_EQUAL(bb_tokenizer_longest_text(1), 16);
    CHECK_EQUAL(bb_tokenizer_longest_text(131072), 1 << 20);
}

TEST(a_demand_that_overflows)
{
    load("ggml-vocab-gpt-2.gguf");
    kernel.model.vocabulary.text_bytes = SIZE_MAX - 5;
    CHECK_EQUAL(bb_tokenizer_bpe_kernel_demand(&kernel), SIZE_MAX);
}

int main(void)
{
    int failed = RUN(serves_its_kind) | RUN(a_models_vocabulary) | RUN(control_tokens) |
                 RUN(the_longest_text) | RUN(a_demand_that_overflows);
    fake_free_arenas();
    return failed;
}

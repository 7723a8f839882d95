/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/byte_piece.c ../../main/c/llama2c_vocabulary.c
   ../../main/c/spm_kernel.c ../../main/c/tokenizer_spm.c
   ../../../../pieces/src/main/c/hash_index.c ../../../../pieces/src/main/c/merger.c
   ../../../../pieces/src/main/c/piece_table.c ../../../../pieces/src/main/c/special_tokens.c
   ../../../../pieces/src/main/c/token_output.c ../../../../pieces/src/test/c/gguf_vocabulary.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c */
/* The kernel's tokenizer with the vocabulary of a model; tokenizer_spm_test.c has llama2.c's files.
 */
#include "bb_kernel.h"
#include "bb_test.h"
#include "fake_kernel.h"
#include "gguf_vocabulary.h"
#include "spm_kernel.h"

static bb_kernel kernel;

static void load(const char *name)
{
    fake_free_arenas();
    kernel.model.shape.context = 64;
    kernel.model.vocabulary = gguf_vocabulary(gguf_folder(), name);
    bb_vocabulary *vocabulary = &kernel.model.vocabulary;
    vocabulary->text_bytes = gguf_text_bytes(vocabulary);
    kernel.model.shape.vocabulary = vocabulary->count;
}

TEST(serves_its_kind_and_files)
{
    load("ggml-vocab-llama-spm.gguf");
    CHECK(bb_tokenizer_spm_kernel_serves(&kernel.model.vocabulary));
    load("ggml-vocab-gpt-2.gguf");
    CHECK(!bb_tokenizer_spm_kernel_serves(&kernel.model.vocabulary));
    CHECK(bb_tokenizer_spm_kernel_serves(&(bb_vocabulary){0}));
}

TEST(a_models_vocabulary)
{
    static const char text[] = "Hello world!</s>";
    int32_t tokens[32];
    size_t count;
    load("ggml-vocab-llama-spm.gguf");
    CHECK(bb_tokenizer_spm_kernel_load(&kernel, NULL) == BB_OK);
    CHECK(fake_arena_bytes() <= bb_tokenizer_spm_kernel_demand(&kernel));
    CHECK_EQUAL(bb_tokenizer_spm_kernel_size(&kernel), 32000);
    CHECK(bb_tokenizer_spm_kernel_encode(&kernel, text, sizeof text - 1,
                                         BB_ENCODE_BEGIN | BB_ENCODE_CONTROL, tokens, 32,
                                         &count) == BB_OK);
    CHECK_EQUAL(count, 5);
    static const int32_t expected[] = {1, 15043, 3186, 29991, 2};
    CHECK(memcmp(tokens, expected, sizeof expected) == 0);
    CHECK(bb_tokenizer_spm_kernel_encode(&kernel, text, sizeof text - 1, 0, tokens, 32, &count) ==
          BB_OK);
    CHECK(count > 4 && tokens[0] == 15043 && tokens[count - 1] != 2);

    const char *shown;
    CHECK_EQUAL(bb_tokenizer_spm_kernel_decode(&kernel, 1, 15043, &shown), 5);
    CHECK(memcmp(shown, "Hello", 5) == 0);
    CHECK_EQUAL(bb_tokenizer_spm_kernel_decode(&kernel, 15043, 2, &shown), 0);
}

TEST(a_demand_that_overflows)
{
    load("ggml-vocab-llama-spm.gguf");
    kernel.model.vocabulary.text_bytes = SIZE_MAX - 5;
    CHECK_EQUAL(bb_tokenizer_spm_kernel_demand(&kernel), SIZE_MAX);
    kernel.model.vocabulary.count = 0;
    kernel.tokenizer_source.size = SIZE_MAX - 5;
    CHECK_EQUAL(bb_tokenizer_spm_kernel_demand(&kernel), SIZE_MAX);
    kernel.tokenizer_source.size = 0;
}

int main(void)
{
    int failed =
        RUN(serves_its_kind_and_files) | RUN(a_models_vocabulary) | RUN(a_demand_that_overflows);
    fake_free_arenas();
    return failed;
}

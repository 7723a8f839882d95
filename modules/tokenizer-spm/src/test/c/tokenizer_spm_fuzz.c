/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/byte_piece.c ../../main/c/llama2c_vocabulary.c
   ../../main/c/spm_kernel.c
   ../../main/c/tokenizer_spm.c ../../../../pieces/src/main/c/hash_index.c
   ../../../../pieces/src/main/c/merger.c ../../../../pieces/src/main/c/piece_table.c
   ../../../../pieces/src/main/c/special_tokens.c ../../../../pieces/src/main/c/token_output.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c */
/*
 * libFuzzer target: a tokenizer file of any bytes, then a text of any bytes there and back. The
 * input: tokens of the model (2 bytes), its context, length of the text, the text, the file.
 */
#include "bb_fuzz.h"
#include "bb_kernel.h"
#include "fake_kernel.h"
#include "spm_kernel.h"

static bb_kernel kernel;

static void there_and_back(const uint8_t *bytes, size_t length)
{
    enum { CAPACITY = 300 }; /* fewer bytes than that come in, and each is a token at most */
    int32_t tokens[CAPACITY];
    size_t count, sum = 0;
    char *text = fuzz_bytes(bytes, length);
    bb_status status = bb_tokenizer_spm_kernel_encode(&kernel, text, length, BB_ENCODE_BEGIN,
                                                      tokens, CAPACITY, &count);
    free(text);
    if (status != BB_OK) {
        REQUIRE(strcmp(status->name, "E-TOKENS-TOO-MANY") == 0 && count == 0);
        return;
    }
    REQUIRE(count <= length + 2);
    for (size_t i = 0; i < count; i++) {
        const char *part;
        REQUIRE(i == 0 ||
                (tokens[i] >= 0 && (size_t)tokens[i] < bb_tokenizer_spm_kernel_size(&kernel)));
        size_t part_length =
            bb_tokenizer_spm_kernel_decode(&kernel, i == 0 ? -1 : tokens[i - 1], tokens[i], &part);
        for (size_t j = 0; j < part_length; j++)
            sum += (unsigned char)part[j];
    }
    REQUIRE(sum < SIZE_MAX);
    size_t again;
    char *exact = fuzz_bytes(bytes, length);
    status =
        bb_tokenizer_spm_kernel_encode(&kernel, exact, length, BB_ENCODE_BEGIN, tokens, 1, &again);
    REQUIRE(again == count && (status == BB_OK) == (count <= 1));
    free(exact);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t low = fuzz_byte(&data, &size), high = fuzz_byte(&data, &size) % 4;
    kernel.model.shape.vocabulary = 1 + low + 256 * high;
    kernel.model.shape.context = 1 + fuzz_byte(&data, &size);
    kernel.model.begin_token = 1;
    size_t length = fuzz_byte(&data, &size);
    const uint8_t *text = fuzz_cut(&data, &size, &length);
    uint8_t *file = fuzz_bytes(data, size);
    kernel.tokenizer_source = fake_source("tokenizer.bin", file, size);
    REQUIRE(bb_tokenizer_spm_kernel_demand(&kernel) > size);
    bb_status status = bb_tokenizer_spm_kernel_load(&kernel, &kernel.tokenizer_source);
    free(file);
    if (status == BB_OK)
        there_and_back(text, length);
    fake_free_arenas();
    return 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/byte_piece.c ../../main/c/tokenizer_spm.c
   ../../../../pieces/src/main/c/hash_index.c ../../../../pieces/src/main/c/merger.c
   ../../../../pieces/src/main/c/piece_table.c ../../../../pieces/src/main/c/special_tokens.c
   ../../../../pieces/src/main/c/token_output.c ../../../../pieces/src/test/c/fuzz_vocabulary.c */
/*
 * libFuzzer target: a vocabulary of any pieces, then a text of any bytes there and back. The input:
 * the vocabulary, whether control tokens are found, the text.
 */
#include "bb_fuzz.h"
#include "fake_kernel.h"
#include "fuzz_vocabulary.h"
#include "tokenizer_spm.h"

#define LONGEST 300

static void there_and_back(bb_tokenizer_spm *tokenizer, bool control, const char *text,
                           size_t length)
{
    int32_t tokens[LONGEST + 2 + LONGEST]; /* the prefix blanks may be tokens, too */
    size_t count, sum = 0;
    bb_status status = bb_tokenizer_spm_encode(tokenizer, text, length,
                                               BB_ENCODE_BEGIN | (control ? BB_ENCODE_CONTROL : 0),
                                               tokens, 2 * LONGEST + 2, &count);
    if (length > LONGEST) {
        REQUIRE(status != BB_OK && count == 0);
        return;
    }
    REQUIRE(status == BB_OK && count <= 2 * length + 2);
    for (size_t i = 0; i < count; i++) {
        const char *part;
        REQUIRE(tokens[i] >= 0 && (size_t)tokens[i] < tokenizer->count);
        size_t part_length = bb_tokenizer_spm_decode(tokenizer, i == 0 ? -1 : tokens[i - 1],
                                                     tokens[i], control, &part);
        for (size_t j = 0; j < part_length; j++)
            sum += (unsigned char)part[j];
    }
    REQUIRE(sum < SIZE_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bb_tokenizer_spm tokenizer;
    bb_vocabulary vocabulary = fuzz_vocabulary(&data, &size);
    size_t text_bytes = 0;
    for (size_t i = 0; i < vocabulary.count; i++)
        text_bytes += vocabulary.pieces[i].length;
    bool control = fuzz_byte(&data, &size) & 1;
    char *text = fuzz_bytes(data, size);
    bb_status status =
        bb_tokenizer_spm_prepare(&tokenizer, BB_ARENA_TOKENIZER, &vocabulary, LONGEST);
    REQUIRE(status == BB_OK);
    REQUIRE(fake_arena_bytes() <= bb_tokenizer_spm_demand(vocabulary.count, text_bytes, LONGEST));
    fuzz_vocabulary_free(&vocabulary);
    there_and_back(&tokenizer, control, text, size);
    free(text);
    fake_free_arenas();
    return 0;
}

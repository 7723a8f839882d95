/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/byte_letters.c ../../main/c/character_ranges.c
   ../../main/c/characters.c ../../main/c/pre_tokenizer.c ../../main/c/tokenizer_bpe.c
   ../../../../pieces/src/main/c/hash_index.c ../../../../pieces/src/main/c/merger.c
   ../../../../pieces/src/main/c/piece_table.c ../../../../pieces/src/main/c/special_tokens.c
   ../../../../pieces/src/main/c/token_output.c ../../../../pieces/src/test/c/fuzz_vocabulary.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c */
/*
 * libFuzzer target: a vocabulary of any pieces and merges, then a text of any bytes there and back.
 * The input: the pre-tokenizer, the vocabulary, whether control tokens are found, the text.
 */
#include "bb_fuzz.h"
#include "fake_kernel.h"
#include "fuzz_vocabulary.h"
#include "tokenizer_bpe.h"

#define LONGEST 300

static void there_and_back(bb_tokenizer_bpe *tokenizer, bool control, const char *text,
                           size_t length)
{
    int32_t tokens[LONGEST + 1];
    size_t count, at = 0;
    bb_status status = bb_tokenizer_bpe_encode(
        tokenizer, text, length, control ? BB_ENCODE_CONTROL : 0, tokens, LONGEST + 1, &count);
    if (length > LONGEST) {
        REQUIRE(status != BB_OK && count == 0);
        return;
    }
    REQUIRE(status == BB_OK && count <= length);
    for (size_t i = 0; i < count; i++) {
        const char *part;
        size_t bytes = bb_tokenizer_bpe_decode(tokenizer, tokens[i], true, &part);
        REQUIRE(tokens[i] >= 0 && (size_t)tokens[i] < tokenizer->count);
        REQUIRE(control || !bb_pieces_is_control(&tokenizer->pieces[tokens[i]]));
        /* The text comes back, without the bytes that have no token. */
        for (size_t j = 0; j < bytes; j++) {
            while (at < length && text[at] != part[j]) {
                at++;
            }
            REQUIRE(at++ < length);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const pres[] = {"default", "gpt-2", "smollm", "llama-bpe", "qwen2", "other"};
    static bb_tokenizer_bpe tokenizer;
    const char *pre = pres[fuzz_byte(&data, &size) % 6];
    bb_vocabulary vocabulary = fuzz_vocabulary(&data, &size);
    size_t text_bytes = 0;
    for (size_t i = 0; i < vocabulary.count; i++)
        text_bytes += vocabulary.pieces[i].length;
    bool control = fuzz_byte(&data, &size) & 1;
    vocabulary.pre = pre;
    char *text = fuzz_bytes(data, size);
    bb_status status =
        bb_tokenizer_bpe_prepare(&tokenizer, BB_ARENA_TOKENIZER, &vocabulary, LONGEST);
    REQUIRE(fake_arena_bytes() <=
            bb_tokenizer_bpe_demand(vocabulary.count, text_bytes, vocabulary.merge_count, LONGEST));
    fuzz_vocabulary_free(&vocabulary);
    if (status == BB_OK)
        there_and_back(&tokenizer, control, text, size);
    else
        REQUIRE(strcmp(status->name, "E-VOCABULARY-PRE") == 0 ||
                strcmp(status->name, "E-VOCABULARY-MERGE") == 0);
    free(text);
    fake_free_arenas();
    return 0;
}

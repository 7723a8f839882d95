/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/byte_letters.c ../../main/c/character_ranges.c
   ../../main/c/characters.c ../../main/c/pre_tokenizer.c ../../main/c/tokenizer_bpe.c
   ../../../../pieces/src/main/c/hash_index.c ../../../../pieces/src/main/c/merger.c
   ../../../../pieces/src/main/c/piece_table.c ../../../../pieces/src/main/c/special_tokens.c
   ../../../../pieces/src/main/c/token_output.c ../../../../pieces/src/test/c/llama_tokens.c */
/* as_llama_cpp LIBRARY FILE: ends with 0 if random texts have llama.cpp's tokens. */
#include <stdio.h>

#include "gguf_vocabulary.h"
#include "llama_tokens.h"
#include "tokenizer_bpe.h"

static bb_tokenizer_bpe tokenizer;

static bb_status encode(const char *text, size_t length, bool control, int32_t *out,
                        size_t capacity, size_t *count)
{
    return bb_tokenizer_bpe_encode(&tokenizer, text, length, control ? BB_ENCODE_CONTROL : 0, out,
                                   capacity, count);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        return 1;
    }
    const bb_vocabulary vocabulary = gguf_vocabulary_at(argv[2]);
    if (bb_tokenizer_bpe_prepare(&tokenizer, BB_ARENA_TOKENIZER, &vocabulary,
                                 LLAMA_TOKENS_LONGEST)) {
        printf("%s\n", bb_failure_details());
        return 1;
    }
    llama_tokens_compare(argv[1], argv[2], encode);
    return 0;
}

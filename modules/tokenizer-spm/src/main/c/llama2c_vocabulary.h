/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LLAMA2C_VOCABULARY_H
#define LLAMA2C_VOCABULARY_H

/*
 * A vocabulary in llama2.c's tokenizer.bin, little-endian:
 *
 *   int32   length of the longest token in bytes
 *   then for each token of the model's vocabulary:
 *   float32 score
 *   int32   length
 *   bytes   text, with blanks as blanks
 *
 * Token 0 stands for bytes that no token <0x00> to <0xFF> stands for.
 */
#include "bb_memory.h"
#include "bb_source.h"
#include "bb_vocabulary.h"

/* Bytes of its arena that a vocabulary of `count` tokens in a file of `size` bytes takes.
 * Saturates.
 */
size_t bb_tokenizer_spm_llama2c_demand(size_t count, size_t size);

/*
 * Reads a vocabulary of `count` tokens, of which `begin_token` begins a text. Fails with
 * E-TOKENIZER-TRUNCATED and E-TOKENIZER-LENGTH, which name the token, and with E-TOKENIZER-SIZE if
 * the file has more tokens than that.
 */
bb_status bb_tokenizer_spm_llama2c_read(bb_source *source, bb_arena_id arena, size_t count,
                                        int32_t begin_token, bb_vocabulary *out);

#endif

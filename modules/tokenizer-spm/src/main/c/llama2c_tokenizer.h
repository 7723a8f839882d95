/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LLAMA2C_TOKENIZER_H
#define LLAMA2C_TOKENIZER_H

/*
 * The tokenizer capability with llama2.c's tokenizer.bin, little-endian:
 *
 *   int32   length of the longest token in bytes
 *   then for each token of the model's vocabulary:
 *   float32 score
 *   int32   length
 *   bytes   text, with blanks as blanks
 *
 * Token 0 stands for bytes that no token <0x00> to <0xFF> stands for.
 */
#include "bb_tokenizer.h"

/* Arena demand: the file, its tables, and room to encode. Known once the model's header is read. */
size_t bb_tokenizer_spm_llama2c_demand(bb_kernel *kernel);

/*
 * Reads the vocabulary. Fails with E-TOKENIZER-TRUNCATED, E-TOKENIZER-LENGTH, which name the token,
 * E-TOKENIZER-SIZE if the file has more tokens than the model, and as bb_tokenizer_spm_prepare.
 */
bb_status bb_tokenizer_spm_llama2c_load(bb_kernel *kernel, bb_source *source);

/* bb_tokenizer_encode, _decode and _size of bb_tokenizer.h. BB_ENCODE_CONTROL has no effect: the
 * file does not tell control tokens from others. */
bb_status bb_tokenizer_spm_llama2c_encode(bb_kernel *kernel, const char *text, size_t length,
                                          unsigned flags, int32_t *out, size_t capacity,
                                          size_t *count);
size_t bb_tokenizer_spm_llama2c_decode(bb_kernel *kernel, int32_t previous, int32_t token,
                                       const char **text);
size_t bb_tokenizer_spm_llama2c_size(bb_kernel *kernel);

#endif

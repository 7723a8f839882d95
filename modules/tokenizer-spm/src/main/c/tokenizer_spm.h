/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TOKENIZER_SPM_H
#define TOKENIZER_SPM_H

/*
 * A SentencePiece BPE vocabulary (Kudo and Richardson 2018, arXiv:1808.06226) in llama2.c's
 * tokenizer.bin, little-endian:
 *
 *   int32   length of the longest token in bytes
 *   then for each token of the model's vocabulary:
 *   float32 score
 *   int32   length
 *   bytes   text, with blanks as blanks
 *
 * Tokens 3 to 258 are the bytes, with the texts <0x00> to <0xFF>.
 */
#include "bb_tokenizer.h"

/* Arena demand: the file, its index, and room to encode. Known once the model's header is read. */
size_t bb_tokenizer_spm_demand(bb_kernel *kernel);

/*
 * Reads the vocabulary. Fails with E-TOKENIZER-TRUNCATED, E-TOKENIZER-LENGTH, which name the token,
 * and E-TOKENIZER-SIZE if the file has more tokens than the model.
 */
bb_status bb_tokenizer_spm_load(bb_kernel *kernel, bb_source *source);

/* bb_tokenizer_encode, _decode and _size of bb_tokenizer.h. */
bb_status bb_tokenizer_spm_encode(bb_kernel *kernel, const char *text, size_t length, bool begin,
                                  int32_t *out, size_t capacity, size_t *count);
size_t bb_tokenizer_spm_decode(bb_kernel *kernel, int32_t previous, int32_t token,
                               const char **text);
size_t bb_tokenizer_spm_size(bb_kernel *kernel);

#endif

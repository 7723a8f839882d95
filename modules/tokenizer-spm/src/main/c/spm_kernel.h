/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SPM_KERNEL_H
#define SPM_KERNEL_H

/*
 * The kernel's tokenizer for SentencePiece vocabularies: those of models ("llama" in GGUF), and
 * llama2.c's files for models without one.
 */
#include "bb_tokenizer.h"
#include "bb_vocabulary.h"

/* Whether a model's vocabulary is of this kind, or in a file of its own. */
bool bb_tokenizer_spm_kernel_serves(const bb_vocabulary *vocabulary);

/* bb_tokenizer_demand: the vocabulary's file if it has one, its tables, and room to encode. */
size_t bb_tokenizer_spm_kernel_demand(bb_kernel *kernel);

/* bb_tokenizer_load: fails as bb_tokenizer_spm_llama2c_read and bb_tokenizer_spm_prepare. */
bb_status bb_tokenizer_spm_kernel_load(bb_kernel *kernel, bb_source *source);

/* bb_tokenizer_encode, _decode and _size of bb_tokenizer.h. BB_ENCODE_CONTROL has no effect with
 * llama2.c's files, which do not tell control tokens from others. */
bb_status bb_tokenizer_spm_kernel_encode(bb_kernel *kernel, const char *text, size_t length,
                                         unsigned flags, int32_t *out, size_t capacity,
                                         size_t *count);
size_t bb_tokenizer_spm_kernel_decode(bb_kernel *kernel, int32_t previous, int32_t token,
                                      const char **text);
size_t bb_tokenizer_spm_kernel_size(bb_kernel *kernel);

#endif

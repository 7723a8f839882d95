/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BPE_KERNEL_H
#define BPE_KERNEL_H

/* The kernel's tokenizer for the byte-level BPE vocabularies of models ("gpt2" in GGUF). */
#include "bb_tokenizer.h"
#include "bb_vocabulary.h"

/* Whether a model's vocabulary is of this kind. */
bool bb_tokenizer_bpe_kernel_serves(const bb_vocabulary *vocabulary);

/* bb_tokenizer_demand: tables, and room to encode. */
size_t bb_tokenizer_bpe_kernel_demand(bb_kernel *kernel);

/* bb_tokenizer_load: of the model's vocabulary; there is no file. Fails as
 * bb_tokenizer_bpe_prepare. */
bb_status bb_tokenizer_bpe_kernel_load(bb_kernel *kernel, bb_source *source);

/* bb_tokenizer_encode, _decode and _size of bb_tokenizer.h. */
bb_status bb_tokenizer_bpe_kernel_encode(bb_kernel *kernel, const char *text, size_t length,
                                         unsigned flags, int32_t *out, size_t capacity,
                                         size_t *count);
size_t bb_tokenizer_bpe_kernel_decode(bb_kernel *kernel, int32_t previous, int32_t token,
                                      const char **text);
size_t bb_tokenizer_bpe_kernel_size(bb_kernel *kernel);

#endif

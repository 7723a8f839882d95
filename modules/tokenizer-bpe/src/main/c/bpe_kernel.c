/* SPDX-License-Identifier: Apache-2.0 */
#include "bpe_kernel.h"

#include "bb_kernel.h"
#include "bb_text.h"
#include "tokenizer_bpe.h"

static bb_tokenizer_bpe tokenizer;

static size_t longest_text(const bb_kernel *kernel)
{
    return bb_tokenizer_longest_text(kernel->model.shape.context);
}

bool bb_tokenizer_bpe_kernel_serves(const bb_vocabulary *vocabulary)
{
    const char *kind = vocabulary->model;
    return vocabulary->count > 0 && bb_text_equal(kind, bb_text_length(kind), "gpt2", 4);
}

size_t bb_tokenizer_bpe_kernel_demand(bb_kernel *kernel)
{
    const bb_vocabulary *vocabulary = &kernel->model.vocabulary;
    return bb_tokenizer_bpe_demand(vocabulary->count, vocabulary->text_bytes,
                                   vocabulary->merge_count, longest_text(kernel));
}

bb_status bb_tokenizer_bpe_kernel_load(bb_kernel *kernel, bb_source *source)
{
    (void)source;
    return bb_tokenizer_bpe_prepare(&tokenizer, BB_ARENA_TOKENIZER, &kernel->model.vocabulary,
                                    longest_text(kernel));
}

bb_status bb_tokenizer_bpe_kernel_encode(bb_kernel *kernel, const char *text, size_t length,
                                         unsigned flags, int32_t *out, size_t capacity,
                                         size_t *count)
{
    (void)kernel;
    return bb_tokenizer_bpe_encode(&tokenizer, text, length, flags, out, capacity, count);
}

size_t bb_tokenizer_bpe_kernel_decode(bb_kernel *kernel, int32_t previous, int32_t token,
                                      const char **text)
{
    (void)kernel;
    (void)previous;
    return bb_tokenizer_bpe_decode(&tokenizer, token, false, text);
}

size_t bb_tokenizer_bpe_kernel_size(bb_kernel *kernel)
{
    (void)kernel;
    return tokenizer.count;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "spm_kernel.h"

#include "bb_kernel.h"
#include "bb_text.h"
#include "llama2c_vocabulary.h"
#include "tokenizer_spm.h"

static bb_tokenizer_spm tokenizer;

static size_t longest_text(const bb_kernel *kernel)
{
    return bb_tokenizer_longest_text(kernel->model.shape.context);
}

bool bb_tokenizer_spm_kernel_serves(const bb_vocabulary *vocabulary)
{
    const char *kind = vocabulary->model;
    return vocabulary->count == 0 || bb_text_equal(kind, bb_text_length(kind), "llama", 5);
}

size_t bb_tokenizer_spm_kernel_demand(bb_kernel *kernel)
{
    const bb_vocabulary *vocabulary = &kernel->model.vocabulary;
    if (vocabulary->count > 0) {
        return bb_tokenizer_spm_demand(vocabulary->count, vocabulary->text_bytes,
                                       longest_text(kernel));
    }
    size_t count = kernel->model.shape.vocabulary;
    size_t file = (size_t)kernel->tokenizer_source.size;
    size_t sum = bb_tokenizer_spm_demand(count, file, longest_text(kernel));
    return bb_size_add(&sum, bb_tokenizer_spm_llama2c_demand(count, file), 1) ? sum : SIZE_MAX;
}

bb_status bb_tokenizer_spm_kernel_load(bb_kernel *kernel, bb_source *source)
{
    const bb_model *model = &kernel->model;
    bb_vocabulary read;
    const bb_vocabulary *vocabulary = &model->vocabulary;
    bb_status status = BB_OK;
    if (vocabulary->count == 0) {
        vocabulary = &read;
        status = bb_tokenizer_spm_llama2c_read(source, BB_ARENA_TOKENIZER, model->shape.vocabulary,
                                               model->begin_token, &read);
    }
    return status ? status
                  : bb_tokenizer_spm_prepare(&tokenizer, BB_ARENA_TOKENIZER, vocabulary,
                                             longest_text(kernel));
}

bb_status bb_tokenizer_spm_kernel_encode(bb_kernel *kernel, const char *text, size_t length,
                                         unsigned flags, int32_t *out, size_t capacity,
                                         size_t *count)
{
    (void)kernel;
    return bb_tokenizer_spm_encode(&tokenizer, text, length, flags, out, capacity, count);
}

size_t bb_tokenizer_spm_kernel_decode(bb_kernel *kernel, int32_t previous, int32_t token,
                                      const char **text)
{
    (void)kernel;
    return bb_tokenizer_spm_decode(&tokenizer, previous, token, false, text);
}

size_t bb_tokenizer_spm_kernel_size(bb_kernel *kernel)
{
    (void)kernel;
    return tokenizer.count;
}

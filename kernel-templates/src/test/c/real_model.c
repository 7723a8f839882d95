/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: fake_kernel.c plain_engine.c ../../main/c/kernel/generate.c
   ../../main/c/kernel/architecture.c ../../main/c/kernel/model_shape.c ../../main/c/kernel/number.c
   ../../main/c/kernel/text.c
   ../../../../modules/arch-llama/src/main/c/arch_llama.c
   ../../../../modules/format-llama2c/src/main/c/tensors.c
   ../../../../modules/format-llama2c/src/main/c/finite.c
   ../../../../modules/format-llama2c/src/main/c/header.c
   ../../../../modules/format-llama2c/src/main/c/load.c
   ../../../../modules/pieces/src/main/c/hash_index.c
   ../../../../modules/pieces/src/main/c/merger.c
   ../../../../modules/pieces/src/main/c/piece_table.c
   ../../../../modules/pieces/src/main/c/special_tokens.c
   ../../../../modules/pieces/src/main/c/token_output.c
   ../../../../modules/tokenizer-spm/src/main/c/byte_piece.c
   ../../../../modules/tokenizer-spm/src/main/c/llama2c_vocabulary.c
   ../../../../modules/tokenizer-spm/src/main/c/spm_kernel.c
   ../../../../modules/tokenizer-spm/src/main/c/tokenizer_spm.c
   ../../../../modules/sampler/src/main/c/nucleus.c
   ../../../../modules/sampler/src/main/c/sampler.c */
#include "real_model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arch_llama.h"
#include "bb_hooks.h"
#include "bb_tokenizer.h"
#include "fake_kernel.h"
#include "format_llama2c.h"
#include "sampler.h"
#include "spm_kernel.h"

bb_kernel kernel;

const char bb_architecture_names[] = "llama";

const bb_architecture *bb_hooks_architecture(const char *name)
{
    static const bb_architecture llama = {.name = "llama", .layer = bb_arch_llama_layer};
    return strcmp(name, llama.name) == 0 ? &llama : NULL;
}

bb_status bb_tokenizer_encode(bb_kernel *from, const char *text, size_t length, unsigned flags,
                              int32_t *out, size_t capacity, size_t *count)
{
    return bb_tokenizer_spm_kernel_encode(from, text, length, flags, out, capacity, count);
}

size_t bb_tokenizer_size(bb_kernel *from)
{
    return bb_tokenizer_spm_kernel_size(from);
}

size_t bb_tokenizer_decode(bb_kernel *from, int32_t previous, int32_t token, const char **text)
{
    return bb_tokenizer_spm_kernel_decode(from, previous, token, text);
}

int32_t bb_sampler_sample(bb_kernel *from, bb_logits *logits, const bb_sampling *settings)
{
    return bb_sampler_pick(from, logits, settings);
}

bool bb_platform_entropy(void *out, size_t length)
{
    memset(out, 7, length);
    return true;
}

static void require(bb_status status)
{
    if (status) {
        fprintf(stderr, "%s: %s\n", status->name, bb_failure_details());
        exit(1);
    }
}

void real_model_boot(const char *folder, const char *model, const char *tokenizer)
{
    size_t model_size;
    size_t tokenizer_size;
    char *model_bytes = fake_file(folder, model, &model_size);
    char *tokenizer_bytes = fake_file(folder, tokenizer, &tokenizer_size);
    bb_source source = fake_source(model, model_bytes, model_size);
    kernel.tokenizer_source = fake_source(tokenizer, tokenizer_bytes, tokenizer_size);
    require(bb_format_llama2c_header(&kernel, &source));
    require(bb_format_llama2c_load(&kernel, &source));
    require(bb_forward_prepare(&kernel));
    require(bb_tokenizer_spm_kernel_load(&kernel, &kernel.tokenizer_source));
    require(bb_sampler_boot(&kernel));
    free(model_bytes);
    free(tokenizer_bytes);
}

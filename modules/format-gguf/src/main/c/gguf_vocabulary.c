/* SPDX-License-Identifier: Apache-2.0 */
#include "gguf_vocabulary.h"

#include "bb_text.h"
#include "gguf_errors.h"

static bool is_text(const char *text, const char *expected)
{
    return bb_text_equal(text, bb_text_length(text), expected, bb_text_length(expected));
}

static bb_status check_counts(const gguf_facts *facts, const char *file)
{
    uint64_t tokens = facts->tokens.count;
    const struct {
        const char *key;
        const gguf_span *span;
    } lists[] = {{"scores", &facts->scores}, {"token_type", &facts->token_types}};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (lists[i].span->at > 0 && lists[i].span->count != tokens) {
            return bb_fail(&bb_format_gguf_metadata,
                           "%s: tokenizer.ggml.%s has %llu elements, but there are %llu tokens",
                           file, lists[i].key, (unsigned long long)lists[i].span->count,
                           (unsigned long long)tokens);
        }
    }
    if (facts->merges.count > UINT32_MAX) {
        return bb_fail(&bb_format_gguf_metadata, "%s: tokenizer.ggml.merges has %llu elements",
                       file, (unsigned long long)facts->merges.count);
    }
    return BB_OK;
}

/* A token that there is: the file's, or the one that is meant if it tells of none; or -1. */
static int32_t token_of(int64_t number, int32_t otherwise, size_t count)
{
    bool is_told = number >= 0 && (uint64_t)number < count;
    int32_t token = is_told ? (int32_t)number : otherwise;
    return token >= 0 && (size_t)token < count ? token : -1;
}

/* llama.cpp's byte-level tokenizers that put a begin token in front unless the file denies it. */
static bool begins_by_default(const char *pre)
{
    static const char *const that_do[] = {"llama3",    "llama-v3", "llama-bpe", "falcon3",
                                          "falcon-h1", "pixtral",  "midm-2.0",  "lfm2",
                                          "tekken",    "chameleon"};
    for (size_t i = 0; i < sizeof that_do / sizeof *that_do; i++) {
        if (is_text(pre, that_do[i])) {
            return true;
        }
    }
    return false;
}

static bool truth_of(int64_t told, bool otherwise)
{
    return told == GGUF_NONE ? otherwise : told != 0;
}

bb_status bb_format_gguf_vocabulary(const gguf_facts *facts, const char *file, bb_model *model)
{
    bb_vocabulary *vocabulary = &model->vocabulary;
    size_t count = model->shape.vocabulary;
    bool is_spm = is_text(facts->tokenizer_model, "llama");
    bool is_bpe = is_text(facts->tokenizer_model, "gpt2");
    bb_status status = check_counts(facts, file);
    if (status) {
        return status;
    }
    /* The defaults are those of llama_vocab's load for "llama" and "gpt2". */
    *vocabulary = (bb_vocabulary){
        .model = facts->tokenizer_model,
        .pre = facts->tokenizer_pre,
        .begin_token = token_of(facts->begin_token,
                                is_spm   ? 1
                                : is_bpe ? 11
                                         : -1,
                                count),
        .end_token = token_of(facts->end_token,
                              is_spm   ? 2
                              : is_bpe ? 11
                                       : -1,
                              count),
        .end_of_turn_token = token_of(facts->end_of_turn_token, -1, count),
        .unknown_token = token_of(facts->unknown_token, is_spm ? 0 : -1, count),
    };
    vocabulary->add_begin =
        vocabulary->begin_token >= 0 &&
        truth_of(facts->add_begin, is_spm || (is_bpe && begins_by_default(facts->tokenizer_pre)));
    vocabulary->add_space_prefix = truth_of(facts->add_space_prefix, is_spm);
    if (facts->tokens.at > 0) {
        vocabulary->count = count;
        vocabulary->merge_count = (size_t)facts->merges.count;
        vocabulary->text_bytes = (size_t)(facts->tokens.text_bytes + facts->merges.text_bytes);
    }
    model->begin_token = vocabulary->begin_token;
    model->end_token = vocabulary->end_token;
    model->end_of_turn_token = vocabulary->end_of_turn_token;
    return BB_OK;
}

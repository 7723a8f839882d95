/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_TOKENIZER_H
#define BB_TOKENIZER_H

/*
 * Text and tokens: generated calls of the tokenizer that was chosen for the model, of those that
 * the kernel's modules contribute.
 */
#include <stddef.h>
#include <stdint.h>

#include "bb_source.h"
#include "bb_status.h"

typedef struct bb_kernel bb_kernel;

/*
 * Chooses the tokenizer for the model's vocabulary, once the model's header is read. Nothing else
 * may be called before. Fails with E-TOKENIZER-KIND.
 */
bb_status bb_tokenizer_choose(bb_kernel *kernel);

/* Arena demand: what the chosen one takes at most. Saturates. */
size_t bb_tokenizer_demand(bb_kernel *kernel);

/* Reads the vocabulary: the model's, or else that in its own file, which otherwise is not open. */
bb_status bb_tokenizer_load(bb_kernel *kernel, bb_source *source);

/* How a text is encoded; joined by |. */
typedef enum bb_encode_flags {
    BB_ENCODE_BEGIN = 1, /* the model's begin token in front, if its texts have one */

    /*
     * Texts of control tokens ("<|im_end|>") become these tokens. Without it they are plain text:
     * what a user types cannot pass for the structure of a conversation. No effect with llama2.c's
     * vocabularies, which do not tell control tokens from others.
     */
    BB_ENCODE_CONTROL = 2
} bb_encode_flags;

/*
 * Encodes text to out[0..*count). `flags` are bb_encode_flags. Fails with E-TOKENS-TOO-MANY if
 * `capacity` does not do; *count then tells how many tokens the text has, or 0 if that was not
 * found out.
 */
bb_status bb_tokenizer_encode(bb_kernel *kernel, const char *text, size_t length, unsigned flags,
                              int32_t *out, size_t capacity, size_t *count);

/*
 * The bytes of `token` after `previous` (a blank after the begin token is dropped, as in
 * SentencePiece). They may be a part of a UTF-8 character. *text is owned by the tokenizer. A token
 * out of range has none.
 */
size_t bb_tokenizer_decode(bb_kernel *kernel, int32_t previous, int32_t token, const char **text);

/* Tokens of the vocabulary. */
size_t bb_tokenizer_size(bb_kernel *kernel);

/*
 * Bytes of the longest text that a tokenizer makes room to encode, for a context of so many
 * positions: a longer one would hardly fit it. The 16 is what the longest common tokens have, runs
 * of blanks. Beyond 1 MiB, tens of thousands of words, room would cost more than the model.
 */
static inline size_t bb_tokenizer_longest_text(size_t positions)
{
    const size_t most = (size_t)1 << 20;
    return positions > most / 16 ? most : positions * 16;
}

#endif

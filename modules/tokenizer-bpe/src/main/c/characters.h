/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CHARACTERS_H
#define CHARACTERS_H

/* What the regular expressions of tokenizers ask of characters. */
#include <stdint.h>

/* Classes of characters; each character is of one. They can be joined by |. */
typedef enum bb_tokenizer_bpe_class {
    BB_CLASS_LETTER = 1,      /* \p{L} */
    BB_CLASS_NUMBER = 2,      /* \p{N} */
    BB_CLASS_SPACE = 4,       /* \s: Unicode's White_Space */
    BB_CLASS_PUNCTUATION = 8, /* \p{P} */
    BB_CLASS_OTHER = 16       /* the rest, unassigned ones too */
} bb_tokenizer_bpe_class;

bb_tokenizer_bpe_class bb_tokenizer_bpe_class_of(uint32_t character);

#endif

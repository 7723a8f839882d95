/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CHARACTER_RANGES_H
#define CHARACTER_RANGES_H

/*
 * Unicode's characters in ranges of one class, in order: the first character, above it in
 * BB_TOKENIZER_BPE_CLASS_BITS low bits the number of the class, which is the logarithm of its bit.
 * character_ranges.c is made of the Unicode character database; it names the version.
 */
#include <stddef.h>
#include <stdint.h>

#define BB_TOKENIZER_BPE_CLASS_BITS 3

extern const uint32_t bb_tokenizer_bpe_ranges[];
extern const size_t bb_tokenizer_bpe_range_count;

#endif

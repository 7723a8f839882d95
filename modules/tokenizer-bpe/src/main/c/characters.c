/* SPDX-License-Identifier: Apache-2.0 */
#include "characters.h"

#include "character_ranges.h"

bb_tokenizer_bpe_class bb_tokenizer_bpe_class_of(uint32_t character)
{
    size_t low = 0; /* a range that starts at or below the character */
    size_t high = bb_tokenizer_bpe_range_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (bb_tokenizer_bpe_ranges[middle] >> BB_TOKENIZER_BPE_CLASS_BITS <= character) {
            low = middle;
        } else {
            high = middle;
        }
    }
    uint32_t number =
        bb_tokenizer_bpe_ranges[low] & ((UINT32_C(1) << BB_TOKENIZER_BPE_CLASS_BITS) - 1);
    return (bb_tokenizer_bpe_class)(1u << number);
}

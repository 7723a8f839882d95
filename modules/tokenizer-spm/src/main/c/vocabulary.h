/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VOCABULARY_H
#define VOCABULARY_H

/* The tokens of a vocabulary, and a hash table from texts to tokens. */
#include <stddef.h>
#include <stdint.h>

/* The hash of the empty text. */
#define VOCABULARY_EMPTY_HASH UINT32_C(2166136261)

typedef struct vocabulary_entry {
    const char *text; /* no zero byte at its end */
    uint32_t length;
    uint32_t hash;
    float score; /* the greater, the earlier is a pair merged to this token */
} vocabulary_entry;

typedef struct vocabulary {
    vocabulary_entry *entries; /* (size) */
    size_t size;
    int32_t *slots; /* (slot_count) tokens, or -1; probed one by one from the hash on */
    size_t slot_count;
} vocabulary;

/* Slots for a vocabulary: a power of two, at least half of them free. */
size_t bb_tokenizer_spm_slots(size_t size);

/* The hash of a text with the given hash, followed by `text` (FNV-1a, 32 bits). */
uint32_t bb_tokenizer_spm_hash(uint32_t hash, const char *text, size_t length);

/* Fills the hash table. Of tokens with the same text the first is found. */
void bb_tokenizer_spm_index(vocabulary *vocabulary);

/* The token whose text is `first` followed by `second`, or -1. */
int32_t bb_tokenizer_spm_find_pair(const vocabulary *vocabulary, const vocabulary_entry *first,
                                   const vocabulary_entry *second);

/* The token of a text, or -1. */
int32_t bb_tokenizer_spm_find(const vocabulary *vocabulary, const char *text, size_t length);

#endif

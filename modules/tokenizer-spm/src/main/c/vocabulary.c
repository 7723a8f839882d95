/* SPDX-License-Identifier: Apache-2.0 */
#include "vocabulary.h"

#include "bb_memory.h"

size_t bb_tokenizer_spm_slots(size_t size)
{
    size_t slots = 2;
    while (slots < 2 * size) {
        slots *= 2;
    }
    return slots;
}

uint32_t bb_tokenizer_spm_hash(uint32_t hash, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ (unsigned char)text[i]) * UINT32_C(16777619);
    }
    return hash;
}

/* The slot of the text, or the free one where it would go. */
static size_t find_slot(const vocabulary *vocabulary, uint32_t hash, const vocabulary_entry *first,
                        const vocabulary_entry *second)
{
    size_t mask = vocabulary->slot_count - 1;
    size_t slot = hash & mask;
    for (;; slot = (slot + 1) & mask) {
        int32_t token = vocabulary->slots[slot];
        if (token < 0) {
            return slot;
        }
        const vocabulary_entry *entry = &vocabulary->entries[token];
        if (entry->hash == hash && entry->length == first->length + second->length &&
            memcmp(entry->text, first->text, first->length) == 0 &&
            memcmp(entry->text + first->length, second->text, second->length) == 0) {
            return slot;
        }
    }
}

static const vocabulary_entry nothing = {.text = "", .hash = VOCABULARY_EMPTY_HASH};

void bb_tokenizer_spm_index(vocabulary *vocabulary)
{
    for (size_t slot = 0; slot < vocabulary->slot_count; slot++) {
        vocabulary->slots[slot] = -1;
    }
    for (size_t token = 0; token < vocabulary->size; token++) {
        const vocabulary_entry *entry = &vocabulary->entries[token];
        size_t slot = find_slot(vocabulary, entry->hash, entry, &nothing);
        if (vocabulary->slots[slot] < 0) {
            vocabulary->slots[slot] = (int32_t)token;
        }
    }
}

int32_t bb_tokenizer_spm_find_pair(const vocabulary *vocabulary, const vocabulary_entry *first,
                                   const vocabulary_entry *second)
{
    uint32_t hash = bb_tokenizer_spm_hash(first->hash, second->text, second->length);
    return vocabulary->slots[find_slot(vocabulary, hash, first, second)];
}

int32_t bb_tokenizer_spm_find(const vocabulary *vocabulary, const char *text, size_t length)
{
    const vocabulary_entry entry = {
        .text = text,
        .length = (uint32_t)length,
        .hash = bb_tokenizer_spm_hash(VOCABULARY_EMPTY_HASH, text, length),
    };
    return vocabulary->slots[find_slot(vocabulary, entry.hash, &entry, &nothing)];
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "hash_index.h"

BB_ERROR(collisions, "E-VOCABULARY-COLLISIONS",
         "The model's vocabulary is damaged or made to slow down. Copy the model's file again.");

/* With half of the slots free, a few dozen steps are the most of millions of numbers. */
#define MOST_STEPS 512

static size_t slot_count(size_t count)
{
    size_t slots = 2;
    while (slots < 2 * count) {
        slots *= 2;
    }
    return slots;
}

size_t bb_pieces_index_demand(size_t count)
{
    return count > BB_PIECES_MOST ? SIZE_MAX
                                  : bb_align_up(slot_count(count) * sizeof(bb_pieces_slot));
}

bb_status bb_pieces_index_prepare(bb_pieces_index *index, bb_arena_id arena, size_t count)
{
    bb_status status;
    size_t slots = slot_count(count);
    index->mask = slots - 1;
    index->slots = bb_arena_allocate(arena, slots * sizeof *index->slots, &status);
    for (size_t i = 0; !status && i < slots; i++) {
        index->slots[i].number = -1;
    }
    return status;
}

/* Spreads the hash's entropy to its low bits (the finalizer of MurmurHash3). */
static size_t first_slot(uint32_t hash)
{
    hash = (hash ^ (hash >> 16)) * UINT32_C(0x85ebca6b);
    hash = (hash ^ (hash >> 13)) * UINT32_C(0xc2b2ae35);
    return hash ^ (hash >> 16);
}

bb_status bb_pieces_index_put(bb_pieces_index *index, uint32_t hash, int32_t number)
{
    size_t first = first_slot(hash);
    for (size_t step = 0; step < MOST_STEPS && step <= index->mask; step++) {
        bb_pieces_slot *slot = &index->slots[(first + step) & index->mask];
        if (slot->number < 0) {
            *slot = (bb_pieces_slot){.hash = hash, .number = number};
            return BB_OK;
        }
    }
    return bb_fail(&collisions, "entry %d of the vocabulary is not the first of %d with one hash",
                   number, MOST_STEPS);
}

int32_t bb_pieces_index_next(const bb_pieces_index *index, uint32_t hash, size_t *step)
{
    size_t first = first_slot(hash);
    while (*step < MOST_STEPS && *step <= index->mask) {
        const bb_pieces_slot *slot = &index->slots[(first + (*step)++) & index->mask];
        if (slot->number < 0) {
            return -1;
        }
        if (slot->hash == hash) {
            return slot->number;
        }
    }
    return -1;
}

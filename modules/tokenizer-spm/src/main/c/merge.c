/* SPDX-License-Identifier: Apache-2.0 */
#include "merge.h"

#include <stdbool.h>

/* Merges with a lower score are not made, as in llama2.c. */
#define LOWEST_SCORE (-1e10f)

void bb_tokenizer_spm_merge_append(merge_space *space, int32_t token)
{
    size_t place = space->count++;
    space->pieces[place] =
        (merge_piece){.token = token, .previous = (int32_t)place - 1, .next = -1, .merged = -1};
    if (place > 0) {
        space->pieces[place - 1].next = (int32_t)place;
    }
}

static bool precedes(const merge_space *space, int32_t a, int32_t b)
{
    float difference = space->pieces[a].score - space->pieces[b].score;
    return difference > 0.0f || (difference == 0.0f && a < b);
}

static void put(merge_space *space, size_t place, int32_t piece)
{
    space->heap[place] = piece;
    space->pieces[piece].heap = (int32_t)place;
}

static void sift_up(merge_space *space, size_t place)
{
    int32_t piece = space->heap[place];
    while (place > 0 && precedes(space, piece, space->heap[(place - 1) / 2])) {
        put(space, place, space->heap[(place - 1) / 2]);
        place = (place - 1) / 2;
    }
    put(space, place, piece);
}

static void sift_down(merge_space *space, size_t place)
{
    int32_t piece = space->heap[place];
    for (size_t child; (child = 2 * place + 1) < space->heap_count; place = child) {
        if (child + 1 < space->heap_count &&
            precedes(space, space->heap[child + 1], space->heap[child])) {
            child++;
        }
        if (!precedes(space, space->heap[child], piece)) {
            break;
        }
        put(space, place, space->heap[child]);
    }
    put(space, place, piece);
}

/* Takes a piece's possible merge out of the heap. */
static void forget(merge_space *space, merge_piece *piece)
{
    if (piece->merged < 0) {
        return;
    }
    size_t place = (size_t)piece->heap;
    piece->merged = -1;
    space->heap_count--;
    if (place < space->heap_count) {
        int32_t last = space->heap[space->heap_count];
        put(space, place, last);
        sift_up(space, place);
        sift_down(space, (size_t)space->pieces[last].heap);
    }
}

/* Looks whether a piece and the next one make a token. */
static void consider(merge_space *space, const vocabulary *vocabulary, int32_t number)
{
    merge_piece *piece = &space->pieces[number];
    forget(space, piece);
    if (piece->next < 0) {
        return;
    }
    const vocabulary_entry *entries = vocabulary->entries;
    int32_t token = bb_tokenizer_spm_find_pair(vocabulary, &entries[piece->token],
                                               &entries[space->pieces[piece->next].token]);
    if (token < 0 || !(entries[token].score > LOWEST_SCORE)) {
        return;
    }
    piece->merged = token;
    piece->score = entries[token].score;
    space->heap[space->heap_count] = number;
    sift_up(space, space->heap_count++);
}

/* Makes the best merge: the piece takes the next one's place too. */
static void merge_best(merge_space *space, const vocabulary *vocabulary)
{
    int32_t number = space->heap[0];
    merge_piece *piece = &space->pieces[number];
    merge_piece *next = &space->pieces[piece->next];
    int32_t token = piece->merged;
    forget(space, piece);
    forget(space, next);
    piece->token = token;
    piece->next = next->next;
    if (piece->next >= 0) {
        space->pieces[piece->next].previous = number;
    }
    consider(space, vocabulary, number);
    if (piece->previous >= 0) {
        consider(space, vocabulary, piece->previous);
    }
}

void bb_tokenizer_spm_merge_all(merge_space *space, const vocabulary *vocabulary)
{
    space->heap_count = 0;
    for (size_t i = 0; i < space->count; i++) {
        consider(space, vocabulary, (int32_t)i);
    }
    while (space->heap_count > 0) {
        merge_best(space, vocabulary);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "merger.h"

#include "hash_index.h"

size_t bb_pieces_merger_demand(size_t capacity)
{
    return capacity > BB_PIECES_MOST ? SIZE_MAX
                                     : bb_align_up(capacity * sizeof(bb_pieces_part)) +
                                           bb_align_up(capacity * sizeof(int32_t));
}

bb_status bb_pieces_merger_prepare(bb_pieces_merger *merger, bb_arena_id arena, size_t capacity)
{
    bb_status status;
    bb_pieces_merger_clear(merger);
    merger->parts = bb_arena_allocate(arena, capacity * sizeof *merger->parts, &status);
    if (!status) {
        merger->heap = bb_arena_allocate(arena, capacity * sizeof *merger->heap, &status);
    }
    return status;
}

void bb_pieces_merger_clear(bb_pieces_merger *merger)
{
    merger->count = 0;
    merger->heap_count = 0;
}

void bb_pieces_merger_append(bb_pieces_merger *merger, size_t start, size_t length, int32_t token)
{
    size_t number = merger->count++;
    merger->parts[number] = (bb_pieces_part){.start = (uint32_t)start,
                                             .length = (uint32_t)length,
                                             .token = token,
                                             .previous = (int32_t)number - 1,
                                             .next = -1,
                                             .place = -1};
    if (number > 0) {
        merger->parts[number - 1].next = (int32_t)number;
    }
}

static bool precedes(const bb_pieces_merger *merger, int32_t a, int32_t b)
{
    uint32_t order_a = merger->parts[a].order;
    uint32_t order_b = merger->parts[b].order;
    return order_a < order_b || (order_a == order_b && a < b);
}

static void put(bb_pieces_merger *merger, size_t place, int32_t part)
{
    merger->heap[place] = part;
    merger->parts[part].place = (int32_t)place;
}

static void sift_up(bb_pieces_merger *merger, size_t place)
{
    int32_t part = merger->heap[place];
    while (place > 0 && precedes(merger, part, merger->heap[(place - 1) / 2])) {
        put(merger, place, merger->heap[(place - 1) / 2]);
        place = (place - 1) / 2;
    }
    put(merger, place, part);
}

static void sift_down(bb_pieces_merger *merger, size_t place)
{
    int32_t part = merger->heap[place];
    for (size_t child; (child = 2 * place + 1) < merger->heap_count; place = child) {
        if (child + 1 < merger->heap_count &&
            precedes(merger, merger->heap[child + 1], merger->heap[child])) {
            child++;
        }
        if (!precedes(merger, merger->heap[child], part)) {
            break;
        }
        put(merger, place, merger->heap[child]);
    }
    put(merger, place, part);
}

/* Takes a part's possible merge out of the heap. */
static void forget(bb_pieces_merger *merger, bb_pieces_part *part)
{
    if (part->place < 0) {
        return;
    }
    size_t place = (size_t)part->place;
    part->place = -1;
    merger->heap_count--;
    if (place < merger->heap_count) {
        int32_t last = merger->heap[merger->heap_count];
        put(merger, place, last);
        sift_up(merger, place);
        sift_down(merger, (size_t)merger->parts[last].place);
    }
}

/* Looks whether a part and the next one can merge. */
static void consider(bb_pieces_merger *merger, int32_t number, bb_pieces_rule *rule,
                     const void *context)
{
    bb_pieces_part *part = &merger->parts[number];
    bb_pieces_merge merge;
    forget(merger, part);
    if (part->next < 0 || !rule(context, part, &merger->parts[part->next], &merge)) {
        return;
    }
    part->merged = merge.token;
    part->order = merge.order;
    merger->heap[merger->heap_count] = number;
    sift_up(merger, merger->heap_count++);
}

/* Makes the best merge: the part takes the next one's place too. */
static int32_t merge_best(bb_pieces_merger *merger)
{
    int32_t number = merger->heap[0];
    bb_pieces_part *part = &merger->parts[number];
    bb_pieces_part *next = &merger->parts[part->next];
    forget(merger, part);
    forget(merger, next);
    part->token = part->merged;
    part->length += next->length;
    part->next = next->next;
    if (part->next >= 0) {
        merger->parts[part->next].previous = number;
    }
    return number;
}

void bb_pieces_merger_run(bb_pieces_merger *merger, bb_pieces_rule *rule, const void *context)
{
    for (size_t i = 0; i < merger->count; i++) {
        consider(merger, (int32_t)i, rule, context);
    }
    while (merger->heap_count > 0) {
        int32_t number = merge_best(merger);
        int32_t previous = merger->parts[number].previous;
        consider(merger, number, rule, context);
        if (previous >= 0) {
            consider(merger, previous, rule, context);
        }
    }
}

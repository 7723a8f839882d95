/* SPDX-License-Identifier: Apache-2.0 */
#include "special_tokens.h"

#include "hash_index.h"

size_t bb_pieces_specials_demand(size_t count)
{
    return count > BB_PIECES_MOST ? SIZE_MAX : bb_align_up(count * sizeof(int32_t));
}

/* Bytewise, a text before those that it starts, then by number. */
static bool precedes(const bb_piece *pieces, int32_t a, int32_t b)
{
    const bb_piece *left = &pieces[a];
    const bb_piece *right = &pieces[b];
    size_t common = left->length < right->length ? left->length : right->length;
    int difference = memcmp(left->text, right->text, common);
    if (difference == 0 && left->length == right->length) {
        return a < b;
    }
    return difference < 0 || (difference == 0 && left->length < right->length);
}

/* Lets the token at `place` sink to its place in a heap, the last one of the order first. */
static void sink(const bb_piece *pieces, int32_t *heap, size_t count, size_t place)
{
    int32_t token = heap[place];
    for (size_t child; (child = 2 * place + 1) < count; place = child) {
        if (child + 1 < count && precedes(pieces, heap[child], heap[child + 1])) {
            child++;
        }
        if (!precedes(pieces, token, heap[child])) {
            break;
        }
        heap[place] = heap[child];
    }
    heap[place] = token;
}

/* Heapsort: n log n steps whatever the file says, and no recursion. */
static void sort(const bb_piece *pieces, int32_t *tokens, size_t count)
{
    for (size_t i = count / 2; i-- > 0;) {
        sink(pieces, tokens, count, i);
    }
    for (size_t last = count; last-- > 1;) {
        int32_t token = tokens[0];
        tokens[0] = tokens[last];
        tokens[last] = token;
        sink(pieces, tokens, last, 0);
    }
}

bb_status bb_pieces_specials_prepare(bb_pieces_specials *specials, bb_arena_id arena,
                                     const bb_piece *pieces, size_t count)
{
    bb_status status;
    *specials = (bb_pieces_specials){.pieces = pieces};
    for (size_t i = 0; i < count; i++) {
        specials->count += bb_pieces_is_special(&pieces[i]) && pieces[i].length > 0;
    }
    specials->tokens =
        bb_arena_allocate(arena, specials->count * sizeof *specials->tokens, &status);
    if (status) {
        return status;
    }
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        if (bb_pieces_is_special(&pieces[i]) && pieces[i].length > 0) {
            specials->tokens[used++] = (int32_t)i;
            specials->starts[(unsigned char)pieces[i].text[0]] = true;
        }
    }
    sort(pieces, specials->tokens, specials->count);
    return BB_OK;
}

/* The first of the sorted tokens from `low` to `high` whose byte at `place` is not below `byte`. */
static size_t bound(const bb_pieces_specials *specials, size_t low, size_t high, size_t place,
                    unsigned byte)
{
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const bb_piece *piece = &specials->pieces[specials->tokens[middle]];
        if ((unsigned char)piece->text[place] < byte) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The longest token that a text starts with, or -1: byte by byte, what starts so is narrowed. */
static int32_t longest_at(const bb_pieces_specials *specials, bool control, const char *text,
                          size_t length)
{
    int32_t found = -1;
    size_t low = 0;
    size_t high = specials->count;
    for (size_t matched = 0; low < high && matched < length;) {
        unsigned byte = (unsigned char)text[matched];
        low = bound(specials, low, high, matched, byte);
        high = bound(specials, low, high, matched, byte + 1);
        matched++;
        bool taken = false; /* of equal texts the first token */
        for (; low < high; low++) {
            const bb_piece *piece = &specials->pieces[specials->tokens[low]];
            if (piece->length > matched) {
                break;
            }
            if (!taken && (control || !bb_pieces_is_control(piece))) {
                found = specials->tokens[low];
                taken = true;
            }
        }
    }
    return found;
}

int32_t bb_pieces_specials_find(const bb_pieces_specials *specials, bool control, const char *text,
                                size_t length, size_t *at)
{
    for (; *at < length; (*at)++) {
        if (specials->starts[(unsigned char)text[*at]]) {
            int32_t token = longest_at(specials, control, text + *at, length - *at);
            if (token >= 0) {
                return token;
            }
        }
    }
    return -1;
}

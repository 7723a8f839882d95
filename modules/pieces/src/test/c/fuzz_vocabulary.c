/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../../../../kernel-templates/src/test/c/fake_kernel.c */
#include "fuzz_vocabulary.h"

#include <string.h>

#include "bb_fuzz.h"

static const char *take_text(const uint8_t **data, size_t *left, uint32_t *length)
{
    size_t wanted = fuzz_byte(data, left) % 16;
    const uint8_t *bytes = fuzz_cut(data, left, &wanted);
    *length = (uint32_t)wanted;
    return fuzz_bytes(bytes, wanted);
}

static float take_score(const uint8_t **data, size_t *left)
{
    static const float odd[] = {__builtin_nanf(""), -__builtin_inff(), __builtin_inff(), -0.0f};
    size_t score = fuzz_byte(data, left);
    return score < 4 ? odd[score] : (float)score - 100.0f;
}

static int32_t take_token(const uint8_t **data, size_t *left)
{
    return (int32_t)fuzz_byte(data, left) - 1;
}

bb_vocabulary fuzz_vocabulary(const uint8_t **data, size_t *left)
{
    bb_vocabulary made = {.model = "", .pre = "", .end_token = -1, .end_of_turn_token = -1};
    made.count = fuzz_byte(data, left);
    made.merge_count = fuzz_byte(data, left);
    made.begin_token = take_token(data, left);
    made.unknown_token = take_token(data, left);
    size_t flags = fuzz_byte(data, left);
    made.add_begin = flags & 1;
    made.add_space_prefix = flags & 2;
    bb_piece *pieces = calloc(made.count + 1, sizeof *pieces);
    bb_merge *merges = calloc(made.merge_count + 1, sizeof *merges);
    for (size_t i = 0; i < made.count; i++) {
        pieces[i].type = (bb_token_type)(fuzz_byte(data, left) % 8);
        pieces[i].score = take_score(data, left);
        pieces[i].text = take_text(data, left, &pieces[i].length);
    }
    for (size_t i = 0; i < made.merge_count; i++) {
        merges[i].text = take_text(data, left, &merges[i].length);
    }
    made.pieces = pieces;
    made.merges = merges;
    return made;
}

void fuzz_vocabulary_free(bb_vocabulary *vocabulary)
{
    for (size_t i = 0; i < vocabulary->count; i++) {
        free((void *)(uintptr_t)vocabulary->pieces[i].text);
    }
    for (size_t i = 0; i < vocabulary->merge_count; i++) {
        free((void *)(uintptr_t)vocabulary->merges[i].text);
    }
    free((void *)(uintptr_t)vocabulary->pieces);
    free((void *)(uintptr_t)vocabulary->merges);
}

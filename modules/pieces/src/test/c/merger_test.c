/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/merger.c ../../../../../kernel-templates/src/test/c/fake_kernel.c */
#include "bb_test.h"
#include "fake_kernel.h"
#include "merger.h"

#define CAPACITY 20000

static bb_pieces_merger merger;
static size_t questions;

/* Parts of equal length merge, the shorter first: the token is the length. */
static bool equal_lengths(const void *context, const bb_pieces_part *left,
                          const bb_pieces_part *right, bb_pieces_merge *merge)
{
    CHECK(context == &merger);
    CHECK_EQUAL(left->start + left->length, right->start);
    questions++;
    if (left->length != right->length)
        return false;
    *merge = (bb_pieces_merge){.token = (int32_t)(2 * left->length), .order = left->length};
    return true;
}

static void append(size_t parts)
{
    bb_pieces_merger_clear(&merger);
    for (size_t i = 0; i < parts; i++)
        bb_pieces_merger_append(&merger, i, 1, 1);
}

TEST(the_lowest_order_then_the_leftmost)
{
    const int32_t tokens[] = {8, 4, 1};
    size_t at = 0;
    CHECK(bb_pieces_merger_prepare(&merger, BB_ARENA_TOKENIZER, CAPACITY) == BB_OK);
    CHECK(fake_arena_bytes() <= bb_pieces_merger_demand(CAPACITY));
    append(13);
    bb_pieces_merger_run(&merger, equal_lengths, &merger);
    for (int32_t part = 0; part >= 0; part = merger.parts[part].next, at++) {
        CHECK(at < 3);
        CHECK_EQUAL(merger.parts[part].token, tokens[at]);
        CHECK_EQUAL(merger.parts[part].length, tokens[at]);
    }
    CHECK_EQUAL(at, 3);
}

TEST(one_part)
{
    append(1);
    bb_pieces_merger_run(&merger, equal_lengths, &merger);
    CHECK_EQUAL(merger.parts[0].token, 1);
    CHECK_EQUAL(merger.parts[0].next, -1);
}

/* Each merge asks about its two neighbours: no more than three questions for each part. */
TEST(few_questions)
{
    questions = 0;
    append(CAPACITY);
    bb_pieces_merger_run(&merger, equal_lengths, &merger);
    CHECK(questions < 3 * CAPACITY);
    fake_free_arenas();
}

TEST(demand_saturates)
{
    CHECK_EQUAL(bb_pieces_merger_demand(SIZE_MAX), SIZE_MAX);
}

int main(void)
{
    return RUN(the_lowest_order_then_the_leftmost) | RUN(one_part) | RUN(few_questions) |
           RUN(demand_saturates);
}

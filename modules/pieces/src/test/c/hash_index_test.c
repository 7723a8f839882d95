/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/hash_index.c ../../main/c/piece_table.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c */
#include "bb_test.h"
#include "fake_kernel.h"
#include "hash_index.h"
#include "piece_table.h"

TEST(numbers_with_one_hash_in_their_order)
{
    bb_pieces_index index;
    CHECK(bb_pieces_index_prepare(&index, BB_ARENA_TOKENIZER, 6) == BB_OK);
    CHECK(fake_arena_bytes() <= bb_pieces_index_demand(6));
    const uint32_t hashes[] = {7, 9, 7, 0, UINT32_MAX, 7};
    for (int32_t i = 0; i < 6; i++)
        CHECK(bb_pieces_index_put(&index, hashes[i], i) == BB_OK);
    size_t step = 0;
    CHECK_EQUAL(bb_pieces_index_next(&index, 7, &step), 0);
    CHECK_EQUAL(bb_pieces_index_next(&index, 7, &step), 2);
    CHECK_EQUAL(bb_pieces_index_next(&index, 7, &step), 5);
    CHECK_EQUAL(bb_pieces_index_next(&index, 7, &step), -1);
    step = 0;
    CHECK_EQUAL(bb_pieces_index_next(&index, UINT32_MAX, &step), 4);
    step = 0;
    CHECK_EQUAL(bb_pieces_index_next(&index, 8, &step), -1);
    fake_free_arenas();
}

TEST(nothing)
{
    bb_pieces_index index;
    size_t step = 0;
    CHECK(bb_pieces_index_prepare(&index, BB_ARENA_TOKENIZER, 0) == BB_OK);
    CHECK_EQUAL(bb_pieces_index_next(&index, 0, &step), -1);
    fake_free_arenas();
}

/* As many as a large vocabulary's merges: their distances stay far below the bound. */
TEST(many)
{
    enum { COUNT = 300000 };
    bb_pieces_index index;
    CHECK(bb_pieces_index_prepare(&index, BB_ARENA_TOKENIZER, COUNT) == BB_OK);
    for (int32_t i = 0; i < COUNT; i++)
        CHECK(bb_pieces_index_put(&index, (uint32_t)i * 4096u, i) == BB_OK);
    size_t longest = 0;
    for (int32_t i = 0; i < COUNT; i++) {
        size_t step = 0;
        CHECK_EQUAL(bb_pieces_index_next(&index, (uint32_t)i * 4096u, &step), i);
        if (step > longest)
            longest = step;
    }
    CHECK(longest < 100);
    fake_free_arenas();
}

TEST(collisions_are_refused)
{
    bb_pieces_index index;
    int32_t put = 0;
    CHECK(bb_pieces_index_prepare(&index, BB_ARENA_TOKENIZER, 100000) == BB_OK);
    while (bb_pieces_index_put(&index, 1234, put) == BB_OK)
        put++;
    CHECK_EQUAL(put, 512);
    CHECK_TEXT(fake_failure(), "E-VOCABULARY-COLLISIONS");
    CHECK(strstr(bb_failure_details(), "entry 512 ") != NULL);
    fake_free_arenas();
}

TEST(demand_saturates)
{
    CHECK_EQUAL(bb_pieces_index_demand(SIZE_MAX), SIZE_MAX);
    CHECK_EQUAL(bb_pieces_index_demand(BB_PIECES_MOST + 1), SIZE_MAX);
    CHECK(bb_pieces_index_demand(BB_PIECES_MOST) < SIZE_MAX);
}

TEST(table)
{
    const bb_piece pieces[] = {{.text = "ab", .length = 2},
                               {.text = "a", .length = 1},
                               {.text = "ab", .length = 2},
                               {.text = "abc", .length = 3}};
    bb_pieces_table table;
    CHECK(bb_pieces_table_prepare(&table, BB_ARENA_TOKENIZER, pieces, 4) == BB_OK);
    for (size_t i = 0; i < 3; i++)
        CHECK(bb_pieces_table_put(&table, i) == BB_OK);
    CHECK_EQUAL(bb_pieces_table_find(&table, "ab", 2), 0);
    CHECK_EQUAL(bb_pieces_table_find(&table, "abc", 1), 1);
    CHECK_EQUAL(bb_pieces_table_find(&table, "abc", 3), -1); /* not put in */
    CHECK_EQUAL(bb_pieces_table_find(&table, "b", 1), -1);
    CHECK_EQUAL(bb_pieces_table_find(&table, "", 0), -1);
    fake_free_arenas();
}

int main(void)
{
    return RUN(numbers_with_one_hash_in_their_order) | RUN(nothing) | RUN(many) |
           RUN(collisions_are_refused) | RUN(demand_saturates) | RUN(table);
}

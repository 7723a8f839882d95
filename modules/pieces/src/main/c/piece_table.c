/* SPDX-License-Identifier: Apache-2.0 */
#include "piece_table.h"

size_t bb_pieces_table_demand(size_t count)
{
    return bb_pieces_index_demand(count);
}

bb_status bb_pieces_table_prepare(bb_pieces_table *table, bb_arena_id arena, const bb_piece *pieces,
                                  size_t count)
{
    table->pieces = pieces;
    table->longest = 0;
    return bb_pieces_index_prepare(&table->index, arena, count);
}

/* FNV-1a, 32 bits. */
static uint32_t hash_of(const char *text, size_t length)
{
    uint32_t hash = UINT32_C(2166136261);
    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ (unsigned char)text[i]) * UINT32_C(16777619);
    }
    return hash;
}

static int32_t find(const bb_pieces_table *table, uint32_t hash, const char *text, size_t length)
{
    int32_t token;
    for (size_t step = 0; (token = bb_pieces_index_next(&table->index, hash, &step)) >= 0;) {
        const bb_piece *piece = &table->pieces[token];
        if (piece->length == length && memcmp(piece->text, text, length) == 0) {
            break;
        }
    }
    return token;
}

bb_status bb_pieces_table_put(bb_pieces_table *table, size_t token)
{
    const bb_piece *piece = &table->pieces[token];
    uint32_t hash = hash_of(piece->text, piece->length);
    if (find(table, hash, piece->text, piece->length) >= 0) {
        return BB_OK;
    }
    if (piece->length > table->longest) {
        table->longest = piece->length;
    }
    return bb_pieces_index_put(&table->index, hash, (int32_t)token);
}

int32_t bb_pieces_table_find(const bb_pieces_table *table, const char *text, size_t length)
{
    return length > table->longest ? -1 : find(table, hash_of(text, length), text, length);
}

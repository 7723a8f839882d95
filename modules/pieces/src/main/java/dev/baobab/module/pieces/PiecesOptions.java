// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.pieces;

import dev.baobab.dsl.module.KernelModule;

/**
 * What tokenizers share: a table of the pieces' texts, byte-pair merges in time n log n, and the
 * search for special tokens in a text. Tokenizers bring it along.
 */
@KernelModule(
    id = "pieces",
    builder = "Pieces.options",
    summary = "What tokenizers share: tables of pieces, merges, special tokens",
    composer = PiecesModule.class,
    sources = {"hash_index.c", "merger.c", "piece_table.c", "special_tokens.c", "token_output.c"},
    headers = {"hash_index.h", "merger.h", "piece_table.h", "special_tokens.h", "token_output.h"})
public interface PiecesOptions {}

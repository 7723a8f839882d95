// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.tokenizerspm;

import dev.baobab.dsl.module.KernelModule;

/**
 * Encodes text by byte-pair merges, in the order of the vocabulary's scores, and decodes tokens;
 * characters that are no token become bytes. The result is llama2.c's, in time n log n.
 */
@KernelModule(
    id = "tokenizer-spm",
    builder = "Tokenizer.spm",
    summary = "SentencePiece BPE tokenizer, with llama2.c's vocabulary files",
    composer = TokenizerSpmModule.class,
    provides = "tokenizer",
    requires = "pieces",
    sources = {"byte_piece.c", "llama2c_tokenizer.c", "tokenizer_spm.c"},
    headers = {"byte_piece.h", "llama2c_tokenizer.h", "tokenizer_spm.h"})
public interface TokenizerSpmOptions {}

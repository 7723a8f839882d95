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
    summary = "SentencePiece BPE tokenizer for llama2.c's vocabulary files",
    composer = TokenizerSpmModule.class,
    provides = "tokenizer",
    sources = {"merge.c", "tokenizer_spm.c", "vocabulary.c"},
    headers = {"tokenizer_spm.h", "merge.h", "vocabulary.h"})
public interface TokenizerSpmOptions {}

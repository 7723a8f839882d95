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
    summary = "SentencePiece BPE tokenizer: vocabularies of models, and llama2.c's files",
    composer = TokenizerSpmModule.class,
    requires = "pieces",
    sources = {"byte_piece.c", "llama2c_vocabulary.c", "spm_kernel.c", "tokenizer_spm.c"},
    headers = {"byte_piece.h", "llama2c_vocabulary.h", "spm_kernel.h", "tokenizer_spm.h"})
public interface TokenizerSpmOptions {}

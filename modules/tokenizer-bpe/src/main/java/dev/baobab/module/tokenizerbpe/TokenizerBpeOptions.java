// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.tokenizerbpe;

import dev.baobab.dsl.module.KernelModule;

/**
 * Encodes text with byte-level BPE vocabularies, as those of GPT-2, Llama 3, Qwen and SmolLM, and
 * decodes tokens.
 */
@KernelModule(
    id = "tokenizer-bpe",
    builder = "TokenizerBpe.options",
    summary = "Byte-level BPE tokenizer",
    composer = TokenizerBpeModule.class,
    requires = "pieces",
    sources = {
      "bpe_kernel.c",
      "byte_letters.c",
      "character_ranges.c",
      "characters.c",
      "pre_tokenizer.c",
      "tokenizer_bpe.c"
    },
    headers = {
      "bpe_kernel.h",
      "byte_letters.h",
      "character_ranges.h",
      "characters.h",
      "pre_tokenizer.h",
      "tokenizer_bpe.h"
    })
public interface TokenizerBpeOptions {}

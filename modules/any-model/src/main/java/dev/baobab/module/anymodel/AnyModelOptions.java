// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.anymodel;

import dev.baobab.dsl.module.KernelModule;

/**
 * All formats, architectures, tokenizers and types of weights that there are: for a kernel that is
 * to load models which its definition does not name, because they are copied onto the stick by
 * hand. A kernel for one model needs none of it: what that model wants comes along by itself.
 */
@KernelModule(
    id = "any-model",
    builder = "AnyModel.support",
    summary = "All formats, architectures, tokenizers and types of weights",
    composer = AnyModelModule.class,
    requires = {
      "arch-gemma2",
      "arch-gemma3",
      "arch-llama",
      "arch-qwen2",
      "arch-qwen3",
      "format-gguf",
      "format-llama2c",
      "format-packed",
      "tokenizer-bpe",
      "tokenizer-spm",
      "weights-bf16",
      "weights-f16",
      "weights-q4-0",
      "weights-q4-1",
      "weights-q8-0"
    })
public interface AnyModelOptions {}

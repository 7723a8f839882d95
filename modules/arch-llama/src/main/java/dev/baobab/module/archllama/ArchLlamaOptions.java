// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.archllama;

import dev.baobab.dsl.module.KernelModule;

/**
 * Computes the layers of models of architecture {@code llama}: Llama 2 and 3, and those that are
 * built like them, such as TinyLlama, Mistral and SmolLM2, and llama2.c's stories.
 */
@KernelModule(
    id = "arch-llama",
    builder = "ArchLlama.options",
    summary = "The layers of Llama models",
    composer = ArchLlamaModule.class,
    sources = "arch_llama.c",
    headers = "arch_llama.h")
public interface ArchLlamaOptions {}

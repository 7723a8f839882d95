// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.archgemma3;

import dev.baobab.dsl.module.KernelModule;

/**
 * Computes the layers of models of architecture {@code gemma3}: five layers of six see a window
 * only, and each head's query and key has a norm.
 */
@KernelModule(
    id = "arch-gemma3",
    builder = "ArchGemma3.options",
    summary = "The layers of Gemma 3 models",
    composer = ArchGemma3Module.class,
    requires = "gemma-steps",
    sources = "arch_gemma3.c",
    headers = "arch_gemma3.h")
public interface ArchGemma3Options {}

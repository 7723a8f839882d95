// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.archgemma2;

import dev.baobab.dsl.module.KernelModule;

/**
 * Computes the layers of models of architecture {@code gemma2}: every second layer sees a window
 * only, and scores and logits have soft caps.
 */
@KernelModule(
    id = "arch-gemma2",
    builder = "ArchGemma2.options",
    summary = "The layers of Gemma 2 models",
    composer = ArchGemma2Module.class,
    requires = "gemma-steps",
    sources = "arch_gemma2.c",
    headers = "arch_gemma2.h")
public interface ArchGemma2Options {}

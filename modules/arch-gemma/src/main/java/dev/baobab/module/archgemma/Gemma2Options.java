// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.archgemma;

import dev.baobab.dsl.module.KernelModule;

/**
 * Computes the layers of models of architecture {@code gemma2}: every second layer sees a window
 * only, and scores and logits have soft caps.
 */
@KernelModule(
    id = "arch-gemma2",
    builder = "ArchGemma.gemma2",
    summary = "The layers of Gemma 2 models",
    composer = Gemma2Module.class,
    requires = "gemma-steps",
    sources = "arch_gemma2.c",
    headers = "arch_gemma2.h")
public interface Gemma2Options {}

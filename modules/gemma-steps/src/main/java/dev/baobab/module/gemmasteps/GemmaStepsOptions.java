// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.gemmasteps;

import dev.baobab.dsl.module.KernelModule;

/**
 * What Gemma 2 and Gemma 3 have in common and other architectures do not: norms behind the blocks,
 * a window, soft caps and GELU. Their modules bring it along.
 */
@KernelModule(
    id = "gemma-steps",
    builder = "GemmaSteps.options",
    summary = "Steps of the layers of Gemma 2 and Gemma 3 models",
    composer = GemmaStepsModule.class,
    requires = "vector",
    sources = "gemma_steps.c",
    headers = "gemma_steps.h")
public interface GemmaStepsOptions {}

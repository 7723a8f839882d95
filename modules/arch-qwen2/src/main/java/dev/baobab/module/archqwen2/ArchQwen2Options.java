// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.archqwen2;

import dev.baobab.dsl.module.KernelModule;

/**
 * Computes the layers of models of architecture {@code qwen2}: Qwen 2 and 2.5. As Llama's, with
 * biases of queries, keys and values.
 */
@KernelModule(
    id = "arch-qwen2",
    builder = "ArchQwen2.options",
    summary = "The layers of Qwen 2 and 2.5 models",
    composer = ArchQwen2Module.class,
    sources = "arch_qwen2.c",
    headers = "arch_qwen2.h")
public interface ArchQwen2Options {}

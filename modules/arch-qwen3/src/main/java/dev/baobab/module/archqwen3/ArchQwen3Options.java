// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.archqwen3;

import dev.baobab.dsl.module.KernelModule;

/**
 * Computes the layers of models of architecture {@code qwen3}: the dense models of Qwen 3. As
 * Llama's, with a norm for each head's query and key.
 */
@KernelModule(
    id = "arch-qwen3",
    builder = "ArchQwen3.options",
    summary = "The layers of Qwen 3 models",
    composer = ArchQwen3Module.class,
    sources = "arch_qwen3.c",
    headers = "arch_qwen3.h")
public interface ArchQwen3Options {}

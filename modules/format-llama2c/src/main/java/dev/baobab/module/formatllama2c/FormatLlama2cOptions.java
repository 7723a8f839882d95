// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.formatllama2c;

import dev.baobab.dsl.module.KernelModule;

/**
 * Reads llama2.c's model files with float32 weights: the legacy ones without a magic number, and
 * version 1. Sizes are checked against the header before anything is allocated; weights that are no
 * finite numbers are found while loading.
 */
@KernelModule(
    id = "format-llama2c",
    builder = "Format.llama2c",
    summary = "Reads llama2.c's float32 models, legacy and version 1",
    composer = FormatLlama2cModule.class,
    sources = {"finite.c", "header.c", "load.c", "tensors.c"},
    headers = {"format_llama2c.h", "finite.h", "tensors.h"})
public interface FormatLlama2cOptions {}

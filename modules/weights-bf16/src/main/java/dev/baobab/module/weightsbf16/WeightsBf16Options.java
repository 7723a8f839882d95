// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.weightsbf16;

import dev.baobab.dsl.module.KernelModule;

/** Weights in bfloat16 precision: half of the memory of float32, so about twice its speed. */
@KernelModule(
    id = "weights-bf16",
    builder = "WeightsBf16.options",
    summary = "Weights in bfloat16 precision",
    composer = WeightsBf16Module.class,
    requires = "matmul",
    sources = "weights_bf16.c",
    headers = "weights_bf16.h")
public interface WeightsBf16Options {}

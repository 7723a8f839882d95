// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.weightsf16;

import dev.baobab.dsl.module.KernelModule;

/** Weights in half precision: half of the memory of float32, so about twice its speed. */
@KernelModule(
    id = "weights-f16",
    builder = "WeightsF16.options",
    summary = "Weights in half precision",
    composer = WeightsF16Module.class,
    requires = "matmul",
    sources = "weights_f16.c",
    headers = "weights_f16.h")
public interface WeightsF16Options {}

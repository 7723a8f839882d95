// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.weightsq40;

import dev.baobab.dsl.module.KernelModule;

/**
 * Weights of GGUF's type Q4_0: blocks of 32 4-bit integers with a float16 scale, 4.5 bits a weight.
 */
@KernelModule(
    id = "weights-q4-0",
    builder = "WeightsQ40.options",
    summary = "Weights as 4-bit integers, 32 a scale: Q4_0",
    composer = WeightsQ40Module.class,
    requires = "matmul",
    sources = "weights_q4_0.c",
    headers = "weights_q4_0.h")
public interface WeightsQ40Options {}

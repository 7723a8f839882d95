// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.weightsq41;

import dev.baobab.dsl.module.KernelModule;

/**
 * Weights of GGUF's type Q4_1: blocks of 32 4-bit integers with a scale and a minimum in float16, 5
 * bits a weight. GGUF's type Q4_K becomes this one in memory.
 */
@KernelModule(
    id = "weights-q4-1",
    builder = "WeightsQ41.options",
    summary = "Weights as 4-bit integers, 32 a scale and a minimum: Q4_1",
    composer = WeightsQ41Module.class,
    requires = "matmul",
    sources = "weights_q4_1.c",
    headers = "weights_q4_1.h")
public interface WeightsQ41Options {}

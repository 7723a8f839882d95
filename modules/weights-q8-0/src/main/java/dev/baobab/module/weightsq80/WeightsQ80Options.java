// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.weightsq80;

import dev.baobab.dsl.module.KernelModule;

/**
 * Weights of GGUF's type Q8_0: blocks of 32 signed bytes with a float16 scale, 8.5 bits a weight.
 */
@KernelModule(
    id = "weights-q8-0",
    builder = "WeightsQ80.options",
    summary = "Weights as signed bytes, 32 a scale: Q8_0",
    composer = WeightsQ80Module.class,
    requires = "matmul",
    sources = "weights_q8_0.c",
    headers = "weights_q8_0.h")
public interface WeightsQ80Options {}

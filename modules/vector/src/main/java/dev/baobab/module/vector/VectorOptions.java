// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.vector;

import dev.baobab.dsl.module.KernelModule;

/**
 * Attention, norms, activation functions and quantization of activations, with the fastest of the
 * installed sets that the processor can run. The set for SSE2, which every processor has, is part
 * of it.
 */
@KernelModule(
    id = "vector",
    builder = "Vectors.options",
    summary = "Attention, norms and activations by vector instructions, and the choice of the set",
    composer = VectorModule.class,
    sources = {"vector.c", "vector_sse2.c"},
    headers = {
      "lanes.h",
      "lanes_exp.h",
      "lanes_half.h",
      "set_attention.h",
      "set_body.h",
      "set_cache.h",
      "set_elements.h",
      "set_pass.h",
      "set_quantize.h",
      "set_rope.h",
      "set_scores.h",
      "set_softmax.h",
      "set_values.h",
      "vector.h",
      "vector_sets.h"
    })
public interface VectorOptions {}

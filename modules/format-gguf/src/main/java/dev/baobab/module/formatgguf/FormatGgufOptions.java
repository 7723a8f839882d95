// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.formatgguf;

import dev.baobab.dsl.module.KernelModule;

/**
 * Reads GGUF files, the models of llama.cpp and of the hubs: shape, constants, vocabulary and chat
 * template come from the file's metadata; weights of all common types are laid out for the matrix
 * kernels while they are read.
 */
@KernelModule(
    id = "format-gguf",
    builder = "Format.gguf",
    summary = "Reads GGUF files, the models of llama.cpp",
    composer = FormatGgufModule.class,
    sources = {
      "dequantize_blocks.c",
      "dequantize_k.c",
      "gguf_errors.c",
      "gguf_facts.c",
      "gguf_head.c",
      "gguf_inventory.c",
      "gguf_load.c",
      "gguf_load_vocabulary.c",
      "gguf_model.c",
      "gguf_places.c",
      "gguf_stream.c",
      "gguf_tensors.c",
      "gguf_types.c",
      "gguf_values.c",
      "gguf_vocabulary.c",
      "gguf_weights.c",
      "to_q4_1.c",
      "to_q8_0.c"
    },
    headers = {
      "dequantize.h",
      "format_gguf.h",
      "gguf_errors.h",
      "gguf_facts.h",
      "gguf_file.h",
      "gguf_half.h",
      "gguf_inventory.h",
      "gguf_model.h",
      "gguf_places.h",
      "gguf_stream.h",
      "gguf_tensors.h",
      "gguf_types.h",
      "gguf_values.h",
      "gguf_vocabulary.h",
      "gguf_weights.h",
      "to_q4_1.h",
      "to_q8_0.h"
    })
public interface FormatGgufOptions {}

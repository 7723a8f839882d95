// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.formatgguf;

import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.MemoryArena;
import dev.baobab.dsl.extension.ModelFormat;
import dev.baobab.dsl.module.FeatureModule;

/** The model format, and memory for the vocabulary that its files carry. */
final class FormatGgufModule extends FeatureModule {
  private static final String HEADER = "format_gguf.h";

  FormatGgufModule(FormatGgufOptions options) {}

  @Override
  protected void contribute() {
    add(
        ModelFormat.class,
        new ModelFormat(
            "gguf",
            CFunction.of("bb_format_gguf_probe", HEADER),
            CFunction.of("bb_format_gguf_header", HEADER),
            CFunction.of("bb_format_gguf_load", HEADER)));
    add(
        MemoryArena.class,
        new MemoryArena("vocabulary", CFunction.of("bb_format_gguf_demand", HEADER)));
  }
}

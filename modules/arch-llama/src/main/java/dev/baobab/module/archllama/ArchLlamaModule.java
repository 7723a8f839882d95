// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.archllama;

import dev.baobab.dsl.extension.Architecture;
import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.module.FeatureModule;

/** The architecture. */
final class ArchLlamaModule extends FeatureModule {
  private static final boolean ROPE_HALVES = false;

  ArchLlamaModule(ArchLlamaOptions options) {}

  @Override
  protected void contribute() {
    add(
        Architecture.class,
        new Architecture(
            "llama", CFunction.of("bb_arch_llama_layer", "arch_llama.h"), ROPE_HALVES));
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.archqwen2;

import dev.baobab.dsl.extension.Architecture;
import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.module.FeatureModule;

/** The architecture. */
final class ArchQwen2Module extends FeatureModule {
  private static final boolean ROPE_HALVES = true;

  ArchQwen2Module(ArchQwen2Options options) {}

  @Override
  protected void contribute() {
    add(
        Architecture.class,
        new Architecture(
            "qwen2", CFunction.of("bb_arch_qwen2_layer", "arch_qwen2.h"), ROPE_HALVES));
  }
}

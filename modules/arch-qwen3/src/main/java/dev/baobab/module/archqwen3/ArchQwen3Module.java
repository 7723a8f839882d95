// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.archqwen3;

import dev.baobab.dsl.extension.Architecture;
import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.module.FeatureModule;

/** The architecture. */
final class ArchQwen3Module extends FeatureModule {
  private static final boolean ROPE_HALVES = true;

  ArchQwen3Module(ArchQwen3Options options) {}

  @Override
  protected void contribute() {
    add(
        Architecture.class,
        new Architecture(
            "qwen3", CFunction.of("bb_arch_qwen3_layer", "arch_qwen3.h"), ROPE_HALVES));
  }
}

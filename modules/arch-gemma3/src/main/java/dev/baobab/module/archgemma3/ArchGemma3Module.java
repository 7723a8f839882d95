// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.archgemma3;

import dev.baobab.dsl.extension.Architecture;
import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.module.FeatureModule;

/** The architecture. */
final class ArchGemma3Module extends FeatureModule {
  private static final String HEADER = "arch_gemma3.h";
  private static final boolean ROPE_HALVES = true;

  ArchGemma3Module(ArchGemma3Options options) {}

  @Override
  protected void contribute() {
    add(
        Architecture.class,
        new Architecture("gemma3", CFunction.of("bb_arch_gemma3_layer", HEADER), ROPE_HALVES)
            .withNormsBehind()
            .completedBy(CFunction.of("bb_arch_gemma3_complete", HEADER))
            .finishedBy(CFunction.of("bb_gemma_cap_logits", "gemma_steps.h")));
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.archgemma2;

import dev.baobab.dsl.extension.Architecture;
import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.module.FeatureModule;

/** The architecture. */
final class ArchGemma2Module extends FeatureModule {
  private static final String HEADER = "arch_gemma2.h";
  private static final boolean ROPE_HALVES = true;

  ArchGemma2Module(ArchGemma2Options options) {}

  @Override
  protected void contribute() {
    add(
        Architecture.class,
        new Architecture("gemma2", CFunction.of("bb_arch_gemma2_layer", HEADER), ROPE_HALVES)
            .withNormsBehind()
            .completedBy(CFunction.of("bb_arch_gemma2_complete", HEADER))
            .finishedBy(CFunction.of("bb_gemma_cap_logits", "gemma_steps.h")));
  }
}

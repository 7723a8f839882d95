// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.minp;

import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.LogitsProcessor;
import dev.baobab.dsl.extension.Stage;
import dev.baobab.dsl.module.FeatureModule;

/** The logits processor. */
final class MinPModule extends FeatureModule {
  private static final String HEADER = "min_p.h";

  MinPModule(MinPOptions options) {}

  @Override
  protected void contribute() {
    add(
        LogitsProcessor.class,
        new LogitsProcessor("min-p", Stage.FILTER, CFunction.of("bb_min_p_process", HEADER)));
  }
}

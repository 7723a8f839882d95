// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.topk;

import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.LogitsProcessor;
import dev.baobab.dsl.extension.Stage;
import dev.baobab.dsl.module.FeatureModule;

/** The logits processor. */
final class TopKModule extends FeatureModule {
  private static final String HEADER = "top_k.h";

  TopKModule(TopKOptions options) {}

  @Override
  protected void contribute() {
    add(
        LogitsProcessor.class,
        new LogitsProcessor("top-k", Stage.FILTER, CFunction.of("bb_top_k_process", HEADER)));
  }
}

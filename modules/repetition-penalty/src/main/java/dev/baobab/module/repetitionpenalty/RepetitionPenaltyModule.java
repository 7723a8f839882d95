// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.repetitionpenalty;

import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.LogitsProcessor;
import dev.baobab.dsl.extension.Stage;
import dev.baobab.dsl.module.FeatureModule;

/** The logits processor. */
final class RepetitionPenaltyModule extends FeatureModule {
  private static final String HEADER = "repetition_penalty.h";

  RepetitionPenaltyModule(RepetitionPenaltyOptions options) {}

  @Override
  protected void contribute() {
    add(
        LogitsProcessor.class,
        new LogitsProcessor(
            "repetition-penalty",
            Stage.ADJUST,
            CFunction.of("bb_repetition_penalty_process", HEADER)));
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.logitbias;

import dev.baobab.dsl.extension.BootStep;
import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.LogitsProcessor;
import dev.baobab.dsl.extension.OptionListener;
import dev.baobab.dsl.extension.Phase;
import dev.baobab.dsl.extension.Stage;
import dev.baobab.dsl.module.FeatureModule;

/** The logits processor; its option is read once the tokenizer is there. */
final class LogitBiasModule extends FeatureModule {
  private static final String HEADER = "logit_bias.h";

  LogitBiasModule(LogitBiasOptions options) {}

  @Override
  protected void contribute() {
    add(
        BootStep.class,
        new BootStep(Phase.MODEL, "logit-bias", CFunction.of("bb_logit_bias_boot", HEADER)));
    add(
        OptionListener.class,
        new OptionListener("bias", CFunction.of("bb_logit_bias_option_changed", HEADER)));
    add(
        LogitsProcessor.class,
        new LogitsProcessor(
            "logit-bias", Stage.ADJUST, CFunction.of("bb_logit_bias_process", HEADER)));
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.drcconfidence;

import dev.baobab.dsl.extension.BootStep;
import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.MemoryArena;
import dev.baobab.dsl.extension.Phase;
import dev.baobab.dsl.extension.ReplCommand;
import dev.baobab.dsl.extension.SessionState;
import dev.baobab.dsl.extension.TokenListener;
import dev.baobab.dsl.module.FeatureModule;

/** Hears the tokens, keeps the last answer's figures with the conversation, shows them. */
final class ConfidenceModule extends FeatureModule {
  ConfidenceModule(ConfidenceOptions options) {}

  @Override
  protected void contribute() {
    add(MemoryArena.class, new MemoryArena("confidence", function("demand")));
    add(BootStep.class, new BootStep(Phase.MODEL, "confidence", function("boot")));
    add(TokenListener.class, new TokenListener("confidence", function("hear")));
    add(SessionState.class, new SessionState("confidence", function("state")));
    add(
        ReplCommand.class,
        new ReplCommand(
            "confidence", "", "shows how sure the last answer's tokens were", function("command")));
  }

  private static CFunction function(String verb) {
    return CFunction.of("bb_drc_confidence_" + verb, "drc_confidence.h");
  }
}

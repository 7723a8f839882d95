// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.diagnostics;

import dev.baobab.dsl.extension.BootStep;
import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.OptionListener;
import dev.baobab.dsl.extension.Phase;
import dev.baobab.dsl.extension.ReplCommand;
import dev.baobab.dsl.extension.TokenListener;
import dev.baobab.dsl.module.FeatureModule;

/** The self-test, the watch over the layers, and the commands. */
final class DiagnosticsModule extends FeatureModule {
  private final DiagnosticsOptions options;

  DiagnosticsModule(DiagnosticsOptions options) {
    this.options = options;
  }

  @Override
  protected void contribute() {
    if (options.selfTest()) {
      add(BootStep.class, new BootStep(Phase.CPU, "self-test", function("selftest_boot")));
    }
    add(BootStep.class, new BootStep(Phase.MODEL, "watch", function("boot")));
    add(TokenListener.class, new TokenListener("diagnostics", function("hear")));
    add(OptionListener.class, new OptionListener("diagnostics", function("option_changed")));
    command("map", "", "sums up the memory map by type");
    command("logits", "[N]", "shows the likeliest tokens of the latest logits");
    command("layers", "", "shows the next token's residual stream, layer by layer");
    command("selftest", "", "tests the matrix kernels and measures their speed");
  }

  private void command(String name, String usage, String summary) {
    add(ReplCommand.class, new ReplCommand(name, usage, summary, function(name)));
  }

  private static CFunction function(String verb) {
    return CFunction.of("bb_diagnostics_" + verb, "diagnostics.h");
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.bench;

import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.ReplCommand;
import dev.baobab.dsl.module.FeatureModule;

/** The commands. */
final class BenchModule extends FeatureModule {
  BenchModule(BenchOptions options) {}

  @Override
  protected void contribute() {
    command("bench", "", "measures how fast a prompt is read and tokens are decoded", "speed");
    command("perplexity", "FILE", "measures how well the model foresees a text", "perplexity");
    command("save-logits", "FILE", "computes what follows the tokens of a file", "save_logits");
  }

  private void command(String name, String usage, String summary, String verb) {
    CFunction function = CFunction.of("bb_bench_" + verb, "bench.h");
    add(ReplCommand.class, new ReplCommand(name, usage, summary, function));
  }
}

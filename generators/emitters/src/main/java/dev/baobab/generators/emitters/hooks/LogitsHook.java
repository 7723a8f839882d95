// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.hooks;

import dev.baobab.dsl.extension.LogitsProcessor;
import dev.baobab.dsl.extension.Stage;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.generators.composer.Plan;
import java.util.List;

/** The chain of the logits processors, stage by stage. */
final class LogitsHook implements Hook {
  @Override
  public void write(Plan plan, HookWriter out) {
    List<LogitsProcessor> all =
        plan.contributions(LogitsProcessor.class).stream().map(Contribution::value).toList();
    out.function("void bb_hooks_process_logits(bb_kernel *kernel, bb_logits *logits)");
    out.unused(all, "kernel", "logits");
    for (Stage stage : Stage.values()) {
      List<LogitsProcessor> chain =
          all.stream().filter(processor -> processor.stage() == stage).toList();
      if (!chain.isEmpty()) {
        out.line("/* Stage %s */", stage);
        chain.forEach(processor -> out.line("%s(kernel, logits);", out.use(processor.process())));
      }
    }
    out.end();
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.hooks;

import dev.baobab.dsl.extension.BootStep;
import dev.baobab.dsl.extension.Phase;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.dsl.source.CWriter;
import dev.baobab.generators.composer.Plan;
import java.util.List;

/** Runs the boot steps, phase by phase. */
final class BootHook implements Hook {
  @Override
  public void write(Plan plan, HookWriter out) {
    List<Contribution<BootStep>> steps = plan.contributions(BootStep.class);
    out.header("bb_kernel.h").function("bb_status bb_hooks_boot(bb_kernel *kernel)");
    out.unused(steps, "kernel");
    if (!steps.isEmpty()) {
      out.line("bb_status status;");
    }
    for (Phase phase : Phase.values()) {
      for (Contribution<BootStep> step : steps) {
        if (step.value().phase() == phase) {
          step(step, out);
        }
      }
    }
    out.blank().line("return BB_OK;").end();
  }

  private static void step(Contribution<BootStep> step, HookWriter out) {
    BootStep boot = step.value();
    out.blank()
        .line("/* Phase %s, module %s */", boot.phase(), step.module())
        .line("bb_boot_step_begin(%s);", CWriter.literal(boot.name()))
        .line("status = %s(kernel);", out.use(boot.run()))
        .when("status", "return status;")
        .line("bb_boot_step_end();");
  }
}

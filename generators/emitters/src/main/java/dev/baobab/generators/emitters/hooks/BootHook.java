// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.hooks;

import dev.baobab.dsl.extension.BootStep;
import dev.baobab.dsl.extension.NetworkService;
import dev.baobab.dsl.extension.Phase;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.dsl.source.CWriter;
import dev.baobab.generators.composer.Plan;
import java.util.List;

/** Runs the boot steps, phase by phase; network services start before the kernel is ready. */
final class BootHook implements Hook {
  @Override
  public void write(Plan plan, HookWriter out) {
    List<Contribution<BootStep>> steps = plan.contributions(BootStep.class);
    boolean network = !plan.contributions(NetworkService.class).isEmpty();
    List<Contribution<BootStep>> model =
        steps.stream().filter(step -> step.value().phase() == Phase.MODEL).toList();
    out.header("bb_kernel.h");
    model(model, out);
    out.function("bb_status bb_hooks_boot(bb_kernel *kernel)");
    if (!network) {
      out.unused(steps, "kernel");
    }
    if (network || !steps.isEmpty()) {
      out.line("bb_status status;");
    }
    for (Phase phase : Phase.values()) {
      if (phase == Phase.READY && network) {
        out.blank().line("/* NetworkService */");
        step("network", "bb_hooks_network_start", out);
      }
      if (phase == Phase.MODEL) {
        if (!model.isEmpty()) {
          out.blank()
              .line("status = bb_hooks_boot_model(kernel);")
              .when("status", "return status;");
        }
        continue;
      }
      for (Contribution<BootStep> step : steps) {
        if (step.value().phase() == phase) {
          step(step, out);
        }
      }
    }
    out.blank().line("return BB_OK;").end();
  }

  /** Phase MODEL is a function of its own: it runs again for another model. */
  private static void model(List<Contribution<BootStep>> steps, HookWriter out) {
    out.function("bb_status bb_hooks_boot_model(bb_kernel *kernel)").unused(steps, "kernel");
    if (!steps.isEmpty()) {
      out.line("bb_status status;");
      steps.forEach(step -> step(step, out));
      out.blank();
    }
    out.line("return BB_OK;").end();
  }

  private static void step(Contribution<BootStep> step, HookWriter out) {
    BootStep boot = step.value();
    out.blank().line("/* Phase %s, module %s */", boot.phase(), step.module());
    step(boot.name(), out.use(boot.run()), out);
  }

  private static void step(String name, String function, HookWriter out) {
    out.line("bb_boot_step_begin(%s);", CWriter.literal(name))
        .line("status = %s(kernel);", function)
        .when("status", "return status;")
        .line("bb_boot_step_end();");
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.hooks;

import dev.baobab.dsl.extension.ShutdownHook;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.generators.composer.Plan;
import java.util.List;

/** Tells the modules that the kernel leaves the machine. */
final class ShutdownHooks implements Hook {
  @Override
  public void write(Plan plan, HookWriter out) {
    List<Contribution<ShutdownHook>> all = plan.contributions(ShutdownHook.class);
    out.function("void bb_hooks_shutdown(bb_kernel *kernel, bool ok)").unused(all, "kernel", "ok");
    for (Contribution<ShutdownHook> hook : all) {
      out.line("%s(kernel, ok);", out.use(hook.value().run()));
    }
    out.end();
  }
}

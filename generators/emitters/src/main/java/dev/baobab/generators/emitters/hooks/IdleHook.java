// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.hooks;

import dev.baobab.dsl.extension.IdleTask;
import dev.baobab.dsl.extension.NetworkService;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.generators.composer.Plan;
import java.util.List;

/** Work while the kernel waits for a key. */
final class IdleHook implements Hook {
  @Override
  public void write(Plan plan, HookWriter out) {
    List<Contribution<IdleTask>> tasks = plan.contributions(IdleTask.class);
    List<Contribution<NetworkService>> services = plan.contributions(NetworkService.class);
    if (!services.isEmpty()) {
      out.blank();
      services.forEach(service -> out.line("static bool %s;", NetworkHook.started(service)));
    }
    out.function("void bb_hooks_idle(bb_kernel *kernel)");
    if (services.isEmpty()) {
      out.unused(tasks, "kernel");
    }
    for (Contribution<IdleTask> task : tasks) {
      out.line("%s(kernel);", out.use(task.value().run()));
    }
    for (Contribution<NetworkService> service : services) {
      String poll = out.use(service.value().poll());
      out.when(NetworkHook.started(service), "%s(kernel);".formatted(poll));
    }
    out.end();
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.hooks;

import dev.baobab.dsl.extension.NetworkService;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.generators.composer.Plan;
import dev.baobab.generators.emitters.text.CText;
import java.util.List;

/** Starts and stops the services; only those that started are polled and stopped. */
final class NetworkHook implements Hook {
  @Override
  public void write(Plan plan, HookWriter out) {
    List<Contribution<NetworkService>> services = plan.contributions(NetworkService.class);
    out.function("bb_status bb_hooks_network_start(bb_kernel *kernel)").unused(services, "kernel");
    if (!services.isEmpty()) {
      out.line("bb_status status;").blank();
    }
    for (Contribution<NetworkService> service : services) {
      out.line("status = %s(kernel);", out.use(service.value().start()))
          .when("status", "return status;")
          .line("%s = true;", started(service));
    }
    out.line("return BB_OK;").end();

    out.function("void bb_hooks_network_stop(bb_kernel *kernel)").unused(services, "kernel");
    for (int i = services.size() - 1; i >= 0; i--) {
      Contribution<NetworkService> service = services.get(i);
      out.open("if (%s) {", started(service))
          .line("%s(kernel);", out.use(service.value().stop()))
          .line("%s = false;", started(service))
          .close("}");
    }
    out.end();
  }

  /** The variable that tells whether a service runs. */
  static String started(Contribution<NetworkService> service) {
    return CText.name(service.value().name()) + "_started";
  }
}

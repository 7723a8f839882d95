// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.hooks;

import dev.baobab.dsl.extension.OptionListener;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.generators.composer.Plan;
import java.util.List;

/** All listeners hear of each option that has a new value. */
final class OptionHook implements Hook {
  @Override
  public void write(Plan plan, HookWriter out) {
    List<Contribution<OptionListener>> listeners = plan.contributions(OptionListener.class);
    out.function("void bb_hooks_option_changed(bb_kernel *kernel, const bb_option *option)");
    out.unused(listeners, "kernel", "option");
    for (Contribution<OptionListener> listener : listeners) {
      out.line("%s(kernel, option);", out.use(listener.value().changed()));
    }
    out.end();
  }
}

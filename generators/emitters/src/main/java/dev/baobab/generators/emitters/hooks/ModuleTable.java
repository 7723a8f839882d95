// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.hooks;

import dev.baobab.generators.composer.Plan;
import dev.baobab.generators.resolver.PlannedModule;

/** The installed modules. */
final class ModuleTable implements Hook {
  @Override
  public void write(Plan plan, HookWriter out) {
    out.blank().open("const bb_module bb_modules[] = {");
    for (PlannedModule module : plan.modules()) {
      out.open("{")
          .text("id", module.id())
          .text("summary", module.descriptor().summary())
          .close("},");
    }
    out.close("};")
        .line("const size_t bb_module_count = sizeof(bb_modules) / sizeof(bb_modules[0]);");
  }
}

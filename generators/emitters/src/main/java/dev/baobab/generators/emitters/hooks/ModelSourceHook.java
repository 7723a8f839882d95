// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.hooks;

import dev.baobab.dsl.extension.ModelSource;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.generators.composer.Plan;
import java.util.List;

/** Tries the places that models are read from. */
final class ModelSourceHook implements Hook {
  @Override
  public void write(Plan plan, HookWriter out) {
    List<Contribution<ModelSource>> sources = plan.contributions(ModelSource.class);
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("no module of the plan contributes a ModelSource");
    }
    out.function(
        "bb_status bb_hooks_source_open(bb_kernel *kernel, const char *name, bb_source *out)");
    if (sources.size() == 1) {
      out.line("return %s;", open(sources.get(0), out)).end();
      return;
    }
    out.line("bb_status status;").blank();
    for (Contribution<ModelSource> source : sources) {
      out.line("status = %s;", open(source, out)).when("!status", "return BB_OK;");
    }
    out.line("return status;").end();
  }

  private static String open(Contribution<ModelSource> source, HookWriter out) {
    return "%s(kernel, name, out)".formatted(out.use(source.value().open()));
  }
}

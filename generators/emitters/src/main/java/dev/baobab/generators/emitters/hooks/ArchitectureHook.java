// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.hooks;

import dev.baobab.dsl.extension.Architecture;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.dsl.source.CWriter;
import dev.baobab.generators.composer.Plan;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the architecture that a model's file names. */
final class ArchitectureHook implements Hook {
  @Override
  public void write(Plan plan, HookWriter out) {
    List<Architecture> architectures =
        plan.contributions(Architecture.class).stream().map(Contribution::value).toList();
    if (architectures.isEmpty()) {
      throw new IllegalArgumentException("no module of the plan contributes an Architecture");
    }
    String names = architectures.stream().map(Architecture::name).collect(Collectors.joining(", "));
    out.header("bb_text.h");
    out.blank().line("const char bb_architecture_names[] = %s;", CWriter.literal(names));
    out.function("const bb_architecture *bb_hooks_architecture(const char *name)")
        .open("static const bb_architecture installed[] = {");
    for (Architecture architecture : architectures) {
      out.open("{")
          .line(".name = %s,", CWriter.literal(architecture.name()))
          .line(".layer = %s,", out.use(architecture.layer()))
          .line(".rope_halves = %s,", architecture.ropeHalves());
      if (architecture.normsBehind()) {
        out.line(".norms_behind = true,");
      }
      architecture.complete().ifPresent(f -> out.line(".complete = %s,", out.use(f)));
      architecture.finish().ifPresent(f -> out.line(".finish = %s,", out.use(f)));
      out.close("},");
    }
    out.close("};")
        .line("size_t length = bb_text_length(name);")
        .open("for (size_t i = 0; i < sizeof(installed) / sizeof(installed[0]); i++) {")
        .line("const char *known = installed[i].name;")
        .when("bb_text_equal(name, length, known, bb_text_length(known))", "return &installed[i];")
        .close("}")
        .line("return NULL;")
        .end();
  }
}

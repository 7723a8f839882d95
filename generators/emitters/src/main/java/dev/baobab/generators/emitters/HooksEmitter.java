// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters;

import dev.baobab.dsl.module.Contribution;
import dev.baobab.dsl.source.CWriter;
import dev.baobab.dsl.source.SourceFile;
import dev.baobab.generators.composer.Contributions;
import dev.baobab.generators.composer.Plan;
import dev.baobab.generators.emitters.hooks.Hooks;
import java.util.List;
import java.util.stream.Stream;

/** Writes bb_hooks.c: the direct calls of what the modules contribute. */
final class HooksEmitter {
  SourceFile emit(Plan plan) {
    Hooks hooks = Hooks.of(plan);
    CWriter out =
        GeneratedFile.start(
            HooksEmitter.class,
            "Direct calls, in the plan's order, of what the modules contribute.",
            contributors(plan));
    out.include("bb_hooks.h").blank();
    hooks.headers().forEach(out::include);
    hooks.text().lines().forEach(line -> out.line(line));
    return GeneratedFile.of("bb_hooks.c", out.text());
  }

  private static List<String> contributors(Plan plan) {
    Contributions all = plan.contributions();
    return Stream.concat(all.toPoints().stream(), all.capabilities().stream())
        .sorted()
        .map(Contribution::module)
        .distinct()
        .toList();
  }
}

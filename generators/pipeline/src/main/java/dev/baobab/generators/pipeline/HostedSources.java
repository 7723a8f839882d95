// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.pipeline;

import dev.baobab.dsl.source.SourceTree;
import dev.baobab.generators.composer.ModuleSources;
import dev.baobab.generators.composer.Plan;
import dev.baobab.generators.resolver.PlannedModule;
import java.util.List;

/** The C sources of the hosted runner, which the kernel's own artifact carries. */
final class HostedSources {
  /** A file in that artifact that lists them, one path a line. */
  private static final String LIST = "hosted/sources.txt";

  private HostedSources() {}

  static SourceTree of(Plan plan) {
    PlannedModule kernel = plan.module("kernel").orElseThrow();
    Class<?> anchor = kernel.provider().getClass();
    String list =
        ModuleSources.read(anchor, "hosted", List.of(LIST)).file(LIST).orElseThrow().text();
    return ModuleSources.read(
        anchor, "hosted", list.lines().filter(line -> !line.isBlank()).toList());
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters;

import dev.baobab.generators.composer.Plan;
import dev.baobab.generators.emitters.report.BuildFacts;
import dev.baobab.generators.emitters.report.Quality;
import dev.baobab.generators.emitters.report.Report;
import java.util.Optional;

/** Writes report.html: what is in a kernel, why, and what it weighs. */
public final class ReportEmitter {
  /** The file's usual name. */
  public static final String FILE = "report.html";

  private ReportEmitter() {}

  /**
   * The page.
   *
   * @param facts what the build made of the plan; empty if nothing has been built yet
   * @param quality what the type of the weights costs, if that was measured
   */
  public static String emit(Plan plan, Optional<BuildFacts> facts, Optional<Quality> quality) {
    return Report.of(plan, facts, quality, FrameworkVersion.current());
  }
}

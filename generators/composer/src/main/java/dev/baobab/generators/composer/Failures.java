// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.composer;

import com.google.inject.spi.Message;
import dev.baobab.generators.problem.Problem;
import dev.baobab.generators.problem.ProblemId;

/** Makes problems of what a module's Java code threw or Guice complains of. */
final class Failures {
  private Failures() {}

  static Problem of(String who, Throwable failure) {
    String what = failure.getMessage() == null ? "" : ": " + firstLine(failure.getMessage());
    StackTraceElement[] trace = failure.getStackTrace();
    Problem.Builder problem =
        Problem.of(
            ProblemId.COMPOSITION_FAILED,
            "The Java code of %s failed: %s%s",
            who,
            failure.getClass().getSimpleName(),
            what);
    if (trace.length > 0) {
      problem.detail("thrown at", trace[0]);
    }
    return problem.fix("correct the module's Java code");
  }

  static Problem of(String who, Message message) {
    if (message.getCause() != null) {
      return of(who, message.getCause());
    }
    return Problem.of(
            ProblemId.COMPOSITION_FAILED,
            "Guice cannot compose what %s binds: %s",
            who,
            firstLine(message.getMessage()))
        .detail("bound at", firstLine(message.getSource()))
        .fix("correct the module's Java code: bind what it injects, and each type once");
  }

  private static String firstLine(String text) {
    return text.strip().lines().findFirst().orElse("");
  }
}

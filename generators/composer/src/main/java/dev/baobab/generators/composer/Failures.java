// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.composer;

import com.google.inject.spi.Dependency;
import com.google.inject.spi.Message;
import dev.baobab.generators.problem.Problem;
import dev.baobab.generators.problem.ProblemId;
import java.util.Arrays;
import java.util.List;

/** Makes problems of what a module's Java code threw or Guice complains of. */
final class Failures {
  private Failures() {}

  static Problem of(String who, Throwable failure) {
    String what = failure.getMessage() == null ? "" : ": " + firstLine(failure.getMessage());
    Problem.Builder problem =
        Problem.of(
            ProblemId.COMPOSITION_FAILED,
            "The Java code of %s failed: %s%s",
            who,
            failure.getClass().getSimpleName(),
            what);
    Arrays.stream(failure.getStackTrace())
        .filter(frame -> !isOfLibrary(frame.getClassName()))
        .findFirst()
        .ifPresent(frame -> problem.detail("thrown at", frame));
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
        .detail("bound at", source(message))
        .fix("correct the module's Java code: bind what it injects, and each type once");
  }

  private static boolean isOfLibrary(String className) {
    return className.startsWith("java.") || className.startsWith("com.google.");
  }

  private static String source(Message message) {
    List<Object> sources = message.getSources();
    Object source = sources.isEmpty() ? "unknown" : sources.get(sources.size() - 1);
    return source instanceof Dependency<?> dependency && dependency.getInjectionPoint() != null
        ? dependency.getInjectionPoint().getMember().getDeclaringClass().getName()
        : firstLine(source.toString());
  }

  private static String firstLine(String text) {
    return text.strip().lines().findFirst().orElse("");
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.problem;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** All that is wrong with a declaration, at once; the message is the problems' text. */
public final class DeclarationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  /** An exception of one or more problems, which it sorts. */
  public DeclarationException(Collection<Problem> problems) {
    this(problems, null);
  }

  /** An exception with the cause of the first of its problems. */
  public DeclarationException(Collection<Problem> problems, Throwable cause) {
    super(
        problems.stream()
            .sorted()
            .distinct()
            .map(Problem::render)
            .collect(Collectors.joining("\n\n")),
        cause);
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("no problem");
    }
    this.problems = problems.stream().sorted().distinct().toList();
  }

  /** The problems, sorted. */
  public List<Problem> problems() {
    return problems;
  }
}

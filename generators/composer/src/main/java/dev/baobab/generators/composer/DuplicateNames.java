// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.composer;

import dev.baobab.dsl.extension.ExtensionPoint;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.generators.problem.Problem;
import dev.baobab.generators.problem.ProblemId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds contributions to one extension point that users could not tell apart by name. */
final class DuplicateNames {
  private DuplicateNames() {}

  static List<Problem> check(Contributions contributions) {
    List<Problem> problems = new ArrayList<>();
    Map<Name, Contribution<ExtensionPoint>> first = new HashMap<>();
    for (Contribution<ExtensionPoint> contribution : contributions.toPoints()) {
      Name name = new Name(contribution.value().getClass(), contribution.value().name());
      Contribution<ExtensionPoint> other = first.putIfAbsent(name, contribution);
      if (other != null) {
        problems.add(
            Problem.of(
                    ProblemId.DUPLICATE_CONTRIBUTION,
                    "Two contributions to %s have the name \"%s\".",
                    name.point().getSimpleName(),
                    name.text())
                .detail("contributed by", "module \"%s\"".formatted(other.module()))
                .detail("contributed by", "module \"%s\"".formatted(contribution.module()))
                .fix(
                    other.module().equals(contribution.module())
                        ? "rename one of the two"
                        : "drop one of the two modules, or rename what it contributes"));
      }
    }
    return problems;
  }

  private record Name(Class<?> point, String text) {}
}

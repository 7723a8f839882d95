// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.resolver;

import dev.baobab.dsl.Declaration;
import dev.baobab.dsl.HardwareProfile;
import dev.baobab.generators.problem.DeclarationException;
import dev.baobab.generators.problem.Problem;
import dev.baobab.generators.problem.ProblemId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Turns a declaration into the set of modules, in order, or into all of its errors at once. */
public final class Resolver {
  private static final String NAME = "[a-z][a-z0-9-]{0,63}";

  private Resolver() {}

  /**
   * Resolves a declaration. The result does not depend on the order of its statements, except that
   * of two installations of one module the last counts.
   *
   * @throws DeclarationException with all errors, if there is one
   */
  public static Resolution resolve(Declaration declaration, Environment environment) {
    KnownModules known = new KnownModules(environment.modules());
    Profiles profiles = new Profiles(declaration);
    List<Problem> problems = new ArrayList<>();
    HardwareProfile profile = profiles.choose(environment.hardware(), problems);
    ModelCheck model = new ModelCheck(declaration, environment.files());
    Selection selection = new Selection(declaration, model, profile, known);
    Order order = new Order(selection);
    Options options = new Options(declaration, selection, known, environment.overrides());

    problems.addAll(name(declaration.name()));
    problems.addAll(known.duplicates());
    problems.addAll(model.problems());
    problems.addAll(MissingCapabilities.check(declaration, selection, known));
    problems.addAll(Exclusions.check(declaration, selection));
    problems.addAll(order.cycles());
    problems.addAll(HardwareCheck.check(declaration, selection, model.facts()));
    problems.addAll(options.problems());
    if (!problems.isEmpty()) {
      throw new DeclarationException(problems);
    }

    return new Resolution(
        declaration.name(),
        declaration.model().orElseThrow(),
        profile,
        profiles.all(),
        order.modules().stream()
            .map(
                id ->
                    new PlannedModule(
                        known.descriptor(id),
                        options.of(id),
                        List.copyOf(selection.reasons(id)),
                        known.provider(id)))
            .toList());
  }

  private static List<Problem> name(String name) {
    if (name.matches(NAME)) {
      return List.of();
    }
    String better =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-$", "");
    return List.of(
        Problem.of(ProblemId.INVALID_NAME, "\"%s\" cannot name a kernel and its files.", name)
            .fix(
                "use a letter and then letters, digits and dashes, all lower-case, at most 64: %s",
                better.matches(NAME)
                    ? "@Kernel(\"%s\")".formatted(better)
                    : "@Kernel(\"my-kernel\")"));
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.resolver;

import dev.baobab.dsl.Declaration;
import dev.baobab.dsl.module.ModuleDescriptor;
import dev.baobab.generators.problem.Problem;
import dev.baobab.generators.problem.ProblemId;
import dev.baobab.generators.resolver.Reason.Asker;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds chosen modules that cannot be in this kernel: doubled, conflicting or forbidden. */
final class Exclusions {
  private Exclusions() {}

  static List<Problem> check(Declaration declaration, Selection selection) {
    List<Problem> problems = new ArrayList<>();
    problems.addAll(duplicates(selection));
    problems.addAll(conflicts(selection));
    problems.addAll(forbidden(declaration, selection));
    return problems;
  }

  private static List<Problem> duplicates(Selection selection) {
    SortedSet<String> names = new TreeSet<>();
    selection.ids().forEach(id -> names.addAll(selection.descriptor(id).provides()));
    List<Problem> problems = new ArrayList<>();
    for (String name : names) {
      List<String> providers = List.copyOf(selection.providersOf(name));
      if (providers.size() > 1) {
        Problem.Builder problem =
            Problem.of(
                ProblemId.DUPLICATE_CAPABILITY,
                "Modules %s provide \"%s\", but a kernel has one provider of it.",
                quoted(providers),
                name);
        for (String id : providers) {
          selection.addOrigin(problem.detail("provided by", "module \"%s\"".formatted(id)), id);
        }
        problems.add(problem.fix("keep one of %s", String.join(", ", providers)));
      }
    }
    return problems;
  }

  private static List<Problem> conflicts(Selection selection) {
    SortedSet<Conflict> conflicts = new TreeSet<>();
    for (String id : selection.ids()) {
      for (String name : selection.descriptor(id).conflicts()) {
        for (String other : selection.providersOf(name)) {
          if (!other.equals(id)) {
            conflicts.add(Conflict.of(id, other));
          }
        }
      }
    }
    List<Problem> problems = new ArrayList<>();
    for (Conflict conflict : conflicts) {
      Problem.Builder problem =
          Problem.of(
              ProblemId.CONFLICT,
              "Modules \"%s\" and \"%s\" cannot be in one kernel.",
              conflict.first(),
              conflict.second());
      for (String id : List.of(conflict.first(), conflict.second())) {
        ModuleDescriptor module = selection.descriptor(id);
        problem.detail("module", id, module.summary());
        selection.addOrigin(problem, id);
      }
      problems.add(problem.fix("drop %s or %s", conflict.first(), conflict.second()));
    }
    return problems;
  }

  /** Two modules that exclude each other, whichever of them says so. */
  private record Conflict(String first, String second) implements Comparable<Conflict> {
    static Conflict of(String a, String b) {
      return a.compareTo(b) < 0 ? new Conflict(a, b) : new Conflict(b, a);
    }

    @Override
    public int compareTo(Conflict other) {
      int byFirst = first.compareTo(other.first);
      return byFirst != 0 ? byFirst : second.compareTo(other.second);
    }
  }

  private static List<Problem> forbidden(Declaration declaration, Selection selection) {
    List<Problem> problems = new ArrayList<>();
    for (Declaration.Prohibition prohibition : declaration.prohibitions()) {
      for (String id : selection.providersOf(prohibition.name())) {
        problems.add(forbidden(declaration, prohibition, selection, id));
      }
    }
    return problems;
  }

  private static Problem forbidden(
      Declaration declaration,
      Declaration.Prohibition prohibition,
      Selection selection,
      String id) {
    String name = prohibition.name();
    Reason reason = selection.reasons(id).first();
    String what = id.equals(name) ? "it" : "module \"%s\", which provides it".formatted(id);
    String asks =
        switch (reason.asker()) {
          case FRAMEWORK -> "every kernel contains " + what;
          case DEFINITION -> "installs " + what;
          case MODEL -> "its model requires " + what;
          case HARDWARE -> "hardware profile \"%s\" adds %s".formatted(reason.name(), what);
          case MODULE -> "module \"%s\" requires %s".formatted(reason.name(), what);
        };
    Problem.Builder problem =
        Problem.of(
                ProblemId.FORBIDDEN_BUT_REQUIRED,
                "%s forbids \"%s\", but %s.",
                declaration.name(),
                name,
                asks)
            .detail("forbidden at", prohibition.location());
    selection.addOrigin(problem, reason.asker() == Asker.MODULE ? reason.name() : id);
    selection.reasons(id).stream()
        .skip(1)
        .forEach(other -> problem.detail("and it is", other.text()));
    return problem.fix("%sdrop \"%s\" from forbid(...)", remedy(selection, id), name);
  }

  /** How to be rid of a module, as the first half of an alternative. */
  private static String remedy(Selection selection, String id) {
    String root = selection.root(id);
    return switch (selection.reasons(root).first().asker()) {
      case FRAMEWORK -> "";
      case MODEL -> "use another model, or ";
      case HARDWARE -> "choose another profile with -Dhardware=NAME, or ";
      case DEFINITION, MODULE -> "drop %s, or ".formatted(root);
    };
  }

  private static String quoted(List<String> names) {
    return "\"" + String.join("\" and \"", names) + "\"";
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.resolver;

import dev.baobab.dsl.Declaration;
import dev.baobab.dsl.HardwareProfile;
import dev.baobab.generators.problem.Problem;
import dev.baobab.generators.problem.ProblemId;
import dev.baobab.generators.problem.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds names that are asked for and that nothing in the kernel provides. */
final class MissingCapabilities {
  private final Declaration declaration;
  private final Selection selection;
  private final KnownModules known;
  private final List<Problem> problems = new ArrayList<>();

  private MissingCapabilities(Declaration declaration, Selection selection, KnownModules known) {
    this.declaration = declaration;
    this.selection = selection;
    this.known = known;
  }

  static List<Problem> check(Declaration declaration, Selection selection, KnownModules known) {
    MissingCapabilities check = new MissingCapabilities(declaration, selection, known);
    check.checkInstallations();
    check.checkProfile();
    selection.unmet().forEach(check::unmet);
    return check.problems;
  }

  private void checkInstallations() {
    for (Declaration.Installation installation : Selection.lastInstallations(declaration)) {
      String id = installation.request().module().id();
      if (!known.contains(id)) {
        problems.add(
            Problem.of(
                    ProblemId.MISSING_CAPABILITY,
                    "%s installs \"%s\", which no artifact on the class path registers.",
                    declaration.name(),
                    id)
                .detail(
                    "requested at",
                    installation.location(),
                    Selection.call(installation.request().module()))
                .fix(
                    "build its artifact with the annotation processor baobab-processor, which"
                        + " writes META-INF/services"));
      }
    }
  }

  /** A profile of the user's own must name known modules; a built-in one need not. */
  private void checkProfile() {
    HardwareProfile profile = selection.profile();
    if (profile.location().isEmpty()) {
      return;
    }
    Stream<String> configured = profile.configured().stream().map(request -> request.module().id());
    Stream.concat(Stream.concat(profile.added().stream(), configured), profile.removed().stream())
        .distinct()
        .filter(id -> !known.contains(id))
        .forEach(
            id ->
                problems.add(
                    Problem.of(
                            ProblemId.MISSING_CAPABILITY,
                            "Hardware profile \"%s\" names \"%s\", which is no known module.%s",
                            profile.name(),
                            id,
                            Suggestion.question(id, known.ids()))
                        .detail("declared at", profile.location().get())
                        .fix("correct the name, or add %s", artifactOf(id))));
  }

  private void unmet(String name, SortedSet<Reason> askers) {
    SortedSet<String> candidates = selection.candidates(name);
    if (!candidates.isEmpty()) {
      problems.add(severalCandidates(name, candidates, askers));
    } else if (!known.providersOf(name).isEmpty()) {
      problems.add(removedByProfile(name, known.providersOf(name), askers));
    } else {
      problems.add(
          addAskers(
                  Problem.of(
                      ProblemId.MISSING_CAPABILITY,
                      "%s needs \"%s\", which no module on the class path provides.%s",
                      declaration.name(),
                      name,
                      Suggestion.question(name, known.names())),
                  askers)
              .fix("add %s", artifactOf(name)));
    }
  }

  private Problem severalCandidates(
      String name, SortedSet<String> candidates, SortedSet<Reason> askers) {
    Problem.Builder problem =
        addAskers(
            Problem.of(
                ProblemId.MISSING_CAPABILITY,
                "%s needs \"%s\", which %d modules could provide.",
                declaration.name(),
                name,
                candidates.size()),
            askers);
    for (String id : candidates) {
      problem.detail("candidate", id, Selection.call(known.descriptor(id)));
    }
    return problem.fix("install one of %s", String.join(", ", candidates));
  }

  private Problem removedByProfile(
      String name, SortedSet<String> removed, SortedSet<Reason> askers) {
    String profile = selection.profile().name();
    Problem.Builder problem =
        Problem.of(
            ProblemId.HARDWARE_LACKS,
            "Hardware profile \"%s\" removes \"%s\", but %s needs %s.",
            profile,
            String.join("\" and \"", removed),
            askers.stream().map(this::askerName).collect(Collectors.joining(" and ")),
            removed.size() == 1 && removed.first().equals(name) ? "it" : "\"" + name + "\"");
    selection.profile().location().ifPresent(place -> problem.detail("removed at", place));
    addAskers(problem, askers);
    return problem.fix(
        "remove what needs it as well, or choose another profile with -Dhardware=NAME");
  }

  private String askerName(Reason reason) {
    return switch (reason.asker()) {
      case MODULE -> "module \"%s\"".formatted(reason.name());
      case MODEL -> "the model";
      default -> "every kernel";
    };
  }

  private Problem.Builder addAskers(Problem.Builder problem, SortedSet<Reason> askers) {
    for (Reason reason : askers) {
      switch (reason.asker()) {
        case MODULE -> {
          problem.detail("required by", "module \"%s\"".formatted(reason.name()));
          selection.addOrigin(problem, reason.name());
        }
        case MODEL ->
            problem.detail(
                "required by", "model(...)", reason.location().map(Object::toString).orElse(""));
        default -> problem.detail("required by", "every kernel");
      }
    }
    return problem;
  }

  private static String artifactOf(String name) {
    // The kernel's own module lives outside of modules/.
    String folder = name.equals(Selection.KERNEL) ? "kernel-templates" : name;
    return "the artifact of that module to the POM's dependencies (Baobab's own would be"
        + " dev.baobab:baobab-%s)".formatted(folder);
  }
}

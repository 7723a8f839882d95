// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.resolver;

import dev.baobab.dsl.Declaration;
import dev.baobab.dsl.HardwareProfile;
import dev.baobab.generators.hardware.BuiltInProfiles;
import dev.baobab.generators.problem.Problem;
import dev.baobab.generators.problem.ProblemId;
import dev.baobab.generators.problem.Suggestion;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The hardware profiles of a declaration: the built-in ones and the user's own. */
final class Profiles {
  private final SortedMap<String, HardwareProfile> byName = new TreeMap<>();

  Profiles(Declaration declaration) {
    BuiltInProfiles.all().forEach(profile -> byName.put(profile.name(), profile));
    declaration.profiles().forEach(profile -> byName.put(profile.name(), profile));
  }

  List<HardwareProfile> all() {
    return List.copyOf(byName.values());
  }

  /** The profile of a name; for an unknown name the default, so that other errors are found too. */
  HardwareProfile choose(String name, List<Problem> problems) {
    HardwareProfile profile = byName.get(name);
    if (profile != null) {
      return profile;
    }
    Problem.Builder problem =
        Problem.of(
            ProblemId.UNKNOWN_HARDWARE,
            "There is no hardware profile \"%s\".%s",
            name,
            Suggestion.question(name, byName.keySet()));
    for (HardwareProfile known : byName.values()) {
      problem.detail("profile", known.name(), known.summary());
    }
    problems.add(
        problem.fix(
            "choose one of these with -Dhardware=NAME, or declare hardware(\"%s\", ...)", name));
    return byName.get(BuiltInProfiles.DEFAULT);
  }
}

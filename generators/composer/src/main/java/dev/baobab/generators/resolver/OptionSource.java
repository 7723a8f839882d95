// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.resolver;

import dev.baobab.dsl.Declaration;
import dev.baobab.dsl.HardwareProfile;
import dev.baobab.dsl.module.ModuleDescriptor;
import dev.baobab.dsl.module.ModuleRequest;
import dev.baobab.generators.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Values of a module's options from one place.
 *
 * @param setter who sets them, as the subject of a sentence
 * @param label {@code set at} or {@code set by}
 * @param place where
 * @param note what stands there, or empty
 * @param values the values by option
 */
record OptionSource(
    String setter, String label, String place, String note, Map<String, Object> values) {

  /** What the definition and the profile set for a module; of two values the later counts. */
  static List<OptionSource> of(
      ModuleDescriptor module, Declaration declaration, HardwareProfile profile) {
    List<OptionSource> sources = new ArrayList<>();
    for (Declaration.Installation installation : Selection.lastInstallations(declaration)) {
      if (installation.request().module().id().equals(module.id())) {
        sources.add(
            new OptionSource(
                declaration.name(),
                "set at",
                installation.location().toString(),
                Selection.call(module),
                installation.request().values()));
      }
    }
    for (ModuleRequest request : profile.configured()) {
      if (request.module().id().equals(module.id())) {
        sources.add(of(profile, request.values()));
      }
    }
    return sources;
  }

  private static OptionSource of(HardwareProfile profile, Map<String, Object> values) {
    String setter = "Hardware profile \"%s\"".formatted(profile.name());
    String note = "hardware(\"%s\", ...)".formatted(profile.name());
    return profile
        .location()
        .map(place -> new OptionSource(setter, "set at", place.toString(), note, values))
        .orElse(new OptionSource(setter, "set by", profile.name(), "", values));
  }

  /** What a property of the command line sets. */
  static OptionSource ofProperty(String key, String text) {
    String property = "-D" + Environment.OVERRIDE_PREFIX + key + "=" + text;
    return new OptionSource("The command line", "set by", property, "", Map.of());
  }

  /** Adds a line to a problem that says where the value comes from. */
  Problem.Builder addTo(Problem.Builder problem) {
    return problem.detail(label, place, note);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.resolver;

import dev.baobab.dsl.module.ModuleDescriptor;
import dev.baobab.dsl.module.ModuleProvider;
import dev.baobab.generators.problem.Problem;
import dev.baobab.generators.problem.ProblemId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The modules on the class path, by id and by what they provide. */
final class KnownModules {
  private final SortedMap<String, List<ModuleProvider>> byId;
  private final SortedMap<String, ModuleDescriptor> descriptors = new TreeMap<>();
  private final SortedMap<String, SortedSet<String>> byName = new TreeMap<>();

  KnownModules(List<ModuleProvider> providers) {
    byId =
        providers.stream()
            .sorted(Comparator.comparing(provider -> provider.getClass().getName()))
            .collect(
                Collectors.groupingBy(
                    provider -> provider.descriptor().id(), TreeMap::new, Collectors.toList()));
    byId.forEach((id, same) -> descriptors.put(id, same.get(0).descriptor()));
    descriptors.forEach(
        (id, descriptor) -> {
          for (String name : descriptor.provides()) {
            byName.computeIfAbsent(name, unused -> new TreeSet<>()).add(id);
          }
        });
  }

  boolean contains(String id) {
    return descriptors.containsKey(id);
  }

  ModuleDescriptor descriptor(String id) {
    return descriptors.get(id);
  }

  ModuleProvider provider(String id) {
    return byId.get(id).get(0);
  }

  /** Ids of all known modules. */
  Set<String> ids() {
    return descriptors.keySet();
  }

  /** All names that known modules provide, ids among them. */
  Set<String> names() {
    return byName.keySet();
  }

  /** Ids of the modules that provide a capability. */
  SortedSet<String> providersOf(String name) {
    return byName.getOrDefault(name, new TreeSet<>());
  }

  List<Problem> duplicates() {
    List<Problem> problems = new ArrayList<>();
    byId.forEach(
        (id, same) -> {
          if (same.size() > 1) {
            Problem.Builder problem =
                Problem.of(ProblemId.DUPLICATE_MODULE, "Two artifacts register module \"%s\".", id);
            for (ModuleProvider provider : same) {
              Class<?> type = provider.getClass();
              problem.detail(
                  "registered by", type.getName(), Artifact.of(type).getFileName().toString());
            }
            problems.add(
                problem.fix(
                    "drop one of the two artifacts from the dependencies, or rename its module"));
          }
        });
    return problems;
  }
}

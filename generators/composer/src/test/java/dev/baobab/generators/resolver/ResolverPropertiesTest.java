// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.dsl.HardwareProfile;
import dev.baobab.generators.fixture.FakeDefinition;
import dev.baobab.generators.fixture.FakeModule;
import dev.baobab.generators.problem.DeclarationException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** What holds for the resolver whatever the modules and the definition are. */
class ResolverPropertiesTest {
  @Property(tries = 2000)
  void resultIsClosedOrderedAndAllowed(@ForAll long seed) {
    Graph graph = new Graph(new Random(seed));
    Resolution resolution;
    try {
      resolution = graph.definition(null).resolve();
    } catch (DeclarationException e) {
      Statistics.collect("errors");
      assertThat(e.problems()).isNotEmpty().isSorted().doesNotHaveDuplicates();
      return;
    }
    Statistics.collect("resolved");
    Set<String> provided = new HashSet<>();
    for (PlannedModule module : resolution.modules()) {
      Set<String> own = module.descriptor().provides();
      assertThat(own).as("one provider of each name").noneMatch(provided::contains);
      provided.addAll(own);
      if (!module.id().equals("kernel")) {
        assertThat(provided)
            .as("%s stands after what it requires", module.id())
            .containsAll(module.descriptor().requires());
      }
      assertThat(module.reasons()).isNotEmpty();
      for (Reason reason : module.reasons()) {
        if (reason.asker() == Reason.Asker.MODULE) {
          assertThat(requires(resolution, reason.name(), own)).isTrue();
        }
      }
    }
    for (PlannedModule module : resolution.modules()) {
      List<String> conflicts = new ArrayList<>(module.descriptor().conflicts());
      conflicts.removeAll(module.descriptor().provides());
      assertThat(conflicts).noneMatch(provided::contains);
    }
    PlannedModule first = resolution.modules().get(0);
    assertThat(first.id()).isEqualTo("kernel");
    assertThat(provided).containsAll(first.descriptor().requires());
    assertThat(provided).contains("format-packed", "tokenizer-spm", "arch-llama");
    assertThat(graph.forbidden).noneMatch(provided::contains);
    List<String> ids = resolution.modules().stream().map(PlannedModule::id).toList();
    assertThat(graph.removed).noneMatch(ids::contains);
    assertThat(ids).containsAll(graph.installedAndNotRemoved());
  }

  @Property(tries = 1000)
  void resultDoesNotDependOnTheOrderOfDeclarations(@ForAll long seed, @ForAll long shuffle) {
    Graph graph = new Graph(new Random(seed));
    assertThat(graph.outcome(new Random(shuffle))).isEqualTo(graph.outcome(null));
  }

  private static boolean requires(Resolution resolution, String asker, Set<String> names) {
    return resolution.modules().stream()
        .filter(module -> module.id().equals(asker))
        .anyMatch(module -> module.descriptor().requires().stream().anyMatch(names::contains));
  }

  /** Random modules and a random definition of some of them. */
  private static final class Graph {
    final List<FakeModule> known = new ArrayList<>();
    final List<FakeModule> installed = new ArrayList<>();
    final List<String> forbidden = new ArrayList<>();
    final List<String> removed = new ArrayList<>();

    Graph(Random random) {
      int size = 1 + random.nextInt(9);
      boolean acyclic = random.nextInt(4) > 0;
      // Most graphs are sparse, so that many of them have a solution.
      int density = 1 + random.nextInt(3);
      for (String id : List.of("kernel", "format-packed", "tokenizer-spm", "arch-llama")) {
        known.add(FakeModule.of(id));
      }
      if (random.nextBoolean()) {
        known.get(0).requires("m0");
      }
      for (int i = 0; i < size; i++) {
        FakeModule module = FakeModule.of("m" + i);
        for (int j = acyclic ? i + 1 : 0; j < size; j++) {
          if (random.nextInt(10) < density) {
            module.requires("m" + j);
          }
        }
        if (random.nextInt(5) == 0) {
          module.provides("c" + random.nextInt(3));
        }
        if (random.nextInt(8) == 0) {
          module.requires("c" + random.nextInt(3));
        }
        if (random.nextInt(15) == 0) {
          module.conflicts("m" + random.nextInt(size));
        }
        if (random.nextInt(30) == 0) {
          module.requires("unknown");
        }
        known.add(module);
        if (random.nextInt(3) == 0) {
          installed.add(module);
        }
      }
      if (random.nextInt(5) == 0) {
        forbidden.add((random.nextBoolean() ? "m" : "c") + random.nextInt(size));
      }
      if (random.nextInt(5) == 0) {
        removed.add("m" + random.nextInt(size));
      }
    }

    List<String> installedAndNotRemoved() {
      List<String> ids = new ArrayList<>(installed.stream().map(m -> m.descriptor().id()).toList());
      ids.removeAll(removed);
      return ids;
    }

    /** The definition, its statements and the known modules in shuffled order if asked for. */
    FakeDefinition definition(Random shuffle) {
      List<FakeModule> knownNow = new ArrayList<>(known);
      List<FakeModule> installedNow = new ArrayList<>(installed);
      if (shuffle != null) {
        Collections.shuffle(knownNow, shuffle);
        Collections.shuffle(installedNow, shuffle);
      }
      FakeDefinition definition = FakeDefinition.knowingOnly(knownNow.toArray(FakeModule[]::new));
      installedNow.forEach(definition::install);
      forbidden.forEach(definition::forbid);
      return definition.profile(
          HardwareProfile.builder("mine").without(removed.toArray(String[]::new)));
    }

    /** The modules in order, or the errors; without line numbers, which move with statements. */
    String outcome(Random shuffle) {
      String text;
      try {
        text =
            definition(shuffle).resolve().modules().stream()
                .map(module -> module.id() + module.reasons().stream().map(Reason::text).toList())
                .toList()
                .toString();
      } catch (DeclarationException e) {
        text = e.getMessage();
      }
      return text.replaceAll("java:\\d+ *", "java ");
    }
  }
}

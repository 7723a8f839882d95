// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.resolver;

import dev.baobab.dsl.Declaration;
import dev.baobab.dsl.HardwareProfile;
import dev.baobab.dsl.Model;
import dev.baobab.dsl.SourceLocation;
import dev.baobab.dsl.module.ModuleDescriptor;
import dev.baobab.generators.problem.Problem;
import dev.baobab.generators.resolver.Reason.Asker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The modules of a kernel: those that the definition and the hardware profile name, and what they
 * require. Whether they fit together is for others to check. All is sorted by id, so nothing
 * depends on the order of declarations.
 */
final class Selection {
  /** The module that every kernel contains. */
  static final String KERNEL = "kernel";

  /** The module that reads models from a partition of their own. */
  private static final String PARTITION = "source-partition";

  /** The capability to choose among several models. */
  private static final String CHOICE = "modelchoice";

  private final Declaration declaration;
  private final Optional<ModelFacts> modelFacts;
  private final Map<Model, ModelFacts> otherModels;
  private final HardwareProfile profile;
  private final KnownModules known;
  private final SortedMap<String, SortedSet<Reason>> direct = new TreeMap<>();
  private final SortedSet<String> chosen = new TreeSet<>();
  private final SortedMap<String, SortedSet<Reason>> asked;

  Selection(
      Declaration declaration, ModelCheck models, HardwareProfile profile, KnownModules known) {
    this.declaration = declaration;
    this.modelFacts = models.facts();
    this.otherModels = models.others();
    this.profile = profile;
    this.known = known;
    for (Declaration.Installation installation : lastInstallations(declaration)) {
      String id = installation.request().module().id();
      if (!profile.removed().contains(id)) {
        addDirectly(id, new Reason(Asker.DEFINITION, "", Optional.of(installation.location())));
      }
    }
    Reason hardware = new Reason(Asker.HARDWARE, profile.name(), profile.location());
    profile.added().forEach(id -> addDirectly(id, hardware));
    profile.configured().forEach(request -> addDirectly(request.module().id(), hardware));
    chosen.addAll(direct.keySet());
    close();
    asked = askedNames();
  }

  /** The installations that count: the last one of each module. */
  static Collection<Declaration.Installation> lastInstallations(Declaration declaration) {
    Map<String, Declaration.Installation> last = new LinkedHashMap<>();
    for (Declaration.Installation installation : declaration.installations()) {
      last.put(installation.request().module().id(), installation);
    }
    return last.values();
  }

  /** How a user asks for a module: {@code install(Sampler.options...)}. */
  static String call(ModuleDescriptor module) {
    return "install(%s...)".formatted(module.builder());
  }

  private void addDirectly(String id, Reason reason) {
    if (known.contains(id)) {
      direct.computeIfAbsent(id, unused -> new TreeSet<>()).add(reason);
    }
  }

  /**
   * Pulls in what is required, in rounds. A name that several modules could provide waits: a later
   * round may choose one of them for another reason.
   */
  private void close() {
    SortedSet<String> pulled;
    do {
      pulled = new TreeSet<>();
      for (String name : askedNames().keySet()) {
        SortedSet<String> candidates = candidates(name);
        if (providersOf(name).isEmpty() && candidates.size() == 1) {
          pulled.add(candidates.first());
        }
      }
      chosen.addAll(pulled);
    } while (!pulled.isEmpty());
  }

  private SortedMap<String, SortedSet<Reason>> askedNames() {
    SortedMap<String, SortedSet<Reason>> names = new TreeMap<>();
    ask(names, KERNEL, new Reason(Asker.FRAMEWORK, "", Optional.empty()));
    declaration
        .model()
        .ifPresent(
            model -> {
              Reason reason = new Reason(Asker.MODEL, "", declaration.modelLocation());
              ask(names, model.format(), reason);
              modelFacts.ifPresent(facts -> ask(names, facts, reason));
              otherModels.forEach(
                  (other, facts) -> {
                    ask(names, CHOICE, reason);
                    ask(names, other.format(), reason);
                    ask(names, facts, reason);
                  });
              if ((model.isPacked() || model.isGguf())
                  && modelFacts.filter(ModelFacts::areTooLargeForAFile).isPresent()) {
                ask(names, PARTITION, reason);
              }
            });
    for (String id : chosen) {
      for (String name : known.descriptor(id).requires()) {
        ask(names, name, new Reason(Asker.MODULE, id, Optional.empty()));
      }
    }
    return names;
  }

  /** What a model's file wants. */
  private static void ask(
      SortedMap<String, SortedSet<Reason>> names, ModelFacts facts, Reason reason) {
    ask(names, facts.tokenizer(), reason);
    ask(names, facts.architectureModule(), reason);
    facts.types().stream()
        .flatMap(type -> type.module().stream())
        .forEach(module -> ask(names, module, reason));
  }

  private static void ask(SortedMap<String, SortedSet<Reason>> names, String name, Reason reason) {
    names.computeIfAbsent(name, unused -> new TreeSet<>()).add(reason);
  }

  String kernel() {
    return declaration.name();
  }

  HardwareProfile profile() {
    return profile;
  }

  /** Ids of the chosen modules. */
  Set<String> ids() {
    return chosen;
  }

  ModuleDescriptor descriptor(String id) {
    return known.descriptor(id);
  }

  /** Names that no chosen module provides, with who asks for them. */
  SortedMap<String, SortedSet<Reason>> unmet() {
    SortedMap<String, SortedSet<Reason>> unmet = new TreeMap<>(asked);
    unmet.keySet().removeIf(name -> !providersOf(name).isEmpty());
    return unmet;
  }

  /** Known modules that could provide a name on the chosen hardware. */
  SortedSet<String> candidates(String name) {
    SortedSet<String> candidates = new TreeSet<>(known.providersOf(name));
    candidates.removeAll(profile.removed());
    return candidates;
  }

  /** Chosen modules that provide a name. */
  SortedSet<String> providersOf(String name) {
    SortedSet<String> providers = new TreeSet<>(known.providersOf(name));
    providers.retainAll(chosen);
    return providers;
  }

  /** Chosen modules that a chosen module requires; itself not among them. */
  SortedSet<String> requirements(String id) {
    SortedSet<String> required = new TreeSet<>();
    known.descriptor(id).requires().forEach(name -> required.addAll(providersOf(name)));
    required.remove(id);
    return required;
  }

  /** Who asks for a chosen module. */
  SortedSet<Reason> reasons(String id) {
    SortedSet<Reason> reasons = new TreeSet<>(direct.getOrDefault(id, new TreeSet<>()));
    for (String name : known.descriptor(id).provides()) {
      reasons.addAll(asked.getOrDefault(name, new TreeSet<>()));
    }
    reasons.removeIf(reason -> reason.asker() == Asker.MODULE && reason.name().equals(id));
    return reasons;
  }

  /** Adds lines to a problem that say where a chosen module comes from. */
  Problem.Builder addOrigin(Problem.Builder problem, String id) {
    List<String> way = wayTo(id);
    String root = way.get(0);
    Reason reason = reasons(root).first();
    String place = reason.location().map(SourceLocation::toString).orElse("");
    switch (reason.asker()) {
      case DEFINITION -> problem.detail("requested at", place, call(known.descriptor(root)));
      case MODEL -> problem.detail("requested at", place, "model(...)");
      case HARDWARE ->
          problem.detail("requested by", "hardware profile \"%s\"".formatted(reason.name()), place);
      default -> problem.detail("requested by", "every kernel");
    }
    if (way.size() > 1) {
      problem.detail("required through", String.join(" -> ", way));
    }
    return problem;
  }

  /** The module that a chosen module comes with: itself, or one that needs it. */
  String root(String id) {
    return wayTo(id).get(0);
  }

  /** The shortest way to a module from one that no other module needs to ask for. */
  private List<String> wayTo(String id) {
    Map<String, String> next = new HashMap<>();
    Deque<String> queue = new ArrayDeque<>(List.of(id));
    next.put(id, null);
    while (true) {
      String at = queue.remove();
      if (reasons(at).first().asker() != Asker.MODULE) {
        List<String> way = new ArrayList<>();
        for (String step = at; step != null; step = next.get(step)) {
          way.add(step);
        }
        return way;
      }
      for (Reason reason : reasons(at)) {
        if (!next.containsKey(reason.name())) {
          next.put(reason.name(), at);
          queue.add(reason.name());
        }
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.composer;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import com.google.inject.spi.Element;
import com.google.inject.spi.Elements;
import com.google.inject.spi.Message;
import dev.baobab.dsl.extension.Capability;
import dev.baobab.dsl.extension.ExtensionPoint;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.dsl.source.SourceTree;
import dev.baobab.generators.problem.DeclarationException;
import dev.baobab.generators.problem.Problem;
import dev.baobab.generators.problem.ProblemId;
import dev.baobab.generators.resolver.PlannedModule;
import dev.baobab.generators.resolver.Resolution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets Guice compose the chosen modules. Guice sees nothing else, and it neither chooses nor
 * orders: that is the resolver's work.
 */
final class Composer {
  private Composer() {}

  static Plan compose(Resolution resolution) {
    List<ModuleElements> modules = elements(resolution.modules());
    Map<Class<? extends Capability>, ModuleElements> providers = providers(modules);
    Injector injector = injector(modules);

    List<Contribution<ExtensionPoint>> toPoints = new ArrayList<>();
    for (Class<? extends ExtensionPoint> point : Bindings.POINTS) {
      toPoints.addAll(Bindings.contributions(injector, point));
    }
    List<Contribution<Capability>> capabilities = new ArrayList<>();
    providers.forEach(
        (type, module) ->
            capabilities.add(
                new Contribution<>(module.id(), module.rank(), 0, injector.getInstance(type))));
    Contributions contributions = new Contributions(toPoints, capabilities);

    List<Problem> problems = new ArrayList<>(DuplicateNames.check(contributions));
    SourceTree generated = Generation.run(injector, problems);
    failIfAny(problems);
    return new Plan(
        resolution.name(),
        resolution.model(),
        resolution.hardware(),
        resolution.profiles(),
        resolution.modules(),
        contributions,
        generated);
  }

  /** Runs each module's Java code, once, and keeps what it binds. */
  private static List<ModuleElements> elements(List<PlannedModule> planned) {
    List<ModuleElements> modules = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (PlannedModule module : planned) {
      try {
        modules.add(ModuleElements.of(module, modules.size()));
      } catch (RuntimeException | LinkageError e) {
        problems.add(Failures.of("module \"%s\"".formatted(module.id()), e));
      }
    }
    for (ModuleElements module : modules) {
      for (Message message : module.messages()) {
        problems.add(Failures.of("module \"%s\"".formatted(module.id()), message));
      }
    }
    failIfAny(problems);
    return modules;
  }

  /** The one module that provides each capability. */
  private static Map<Class<? extends Capability>, ModuleElements> providers(
      List<ModuleElements> modules) {
    Map<Class<? extends Capability>, ModuleElements> providers = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (ModuleElements module : modules) {
      for (Class<? extends Capability> type : module.capabilities()) {
        ModuleElements other = providers.putIfAbsent(type, module);
        if (other != null) {
          problems.add(duplicate(type, other, module));
        }
      }
    }
    failIfAny(problems);
    return providers;
  }

  private static Problem duplicate(
      Class<? extends Capability> type, ModuleElements first, ModuleElements second) {
    return Problem.of(
            ProblemId.DUPLICATE_CAPABILITY,
            "Modules \"%s\" and \"%s\" provide %s, but a kernel has one provider of it.",
            first.id(),
            second.id(),
            type.getSimpleName())
        .detail("provided by", "module \"%s\"".formatted(first.id()))
        .detail("provided by", "module \"%s\"".formatted(second.id()))
        .fix("keep one of %s, %s", first.id(), second.id());
  }

  private static Injector injector(List<ModuleElements> modules) {
    List<Element> elements =
        modules.stream().flatMap(module -> module.elements().stream()).toList();
    try {
      return Guice.createInjector(Stage.PRODUCTION, new Bindings(), Elements.getModule(elements));
    } catch (CreationException e) {
      throw new DeclarationException(
          e.getErrorMessages().stream().map(message -> Failures.of("a module", message)).toList(),
          e);
    }
  }

  private static void failIfAny(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new DeclarationException(problems);
    }
  }
}

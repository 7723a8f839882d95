// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.resolver;

import dev.baobab.dsl.module.ModuleProvider;
import dev.baobab.generators.hardware.BuiltInProfiles;
import dev.baobab.generators.problem.DeclarationException;
import dev.baobab.generators.problem.Problem;
import dev.baobab.generators.problem.ProblemId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * What a declaration is resolved against.
 *
 * @param modules the known modules, in any order
 * @param hardware the name of the chosen hardware profile
 * @param overrides values of options, as text, that replace the declared ones, by {@code
 *     module.option}
 * @param files the project's files
 */
public record Environment(
    List<ModuleProvider> modules, String hardware, Map<String, String> overrides, FileFacts files) {
  /** What the names of properties begin with that override an option. */
  public static final String OVERRIDE_PREFIX = "baobab.set.";

  public Environment {
    modules = List.copyOf(modules);
    overrides = Map.copyOf(overrides);
  }

  /**
   * The modules that a class loader knows, generic hardware, no overrides.
   *
   * @throws DeclarationException if a registered module cannot be loaded
   */
  public static Environment discover(ClassLoader loader, Path projectFolder) {
    List<ModuleProvider> modules = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    Iterator<ModuleProvider> found = ServiceLoader.load(ModuleProvider.class, loader).iterator();
    while (true) {
      try {
        if (!found.hasNext()) {
          break;
        }
        modules.add(found.next());
      } catch (ServiceConfigurationError e) {
        problems.add(
            Problem.of(
                    ProblemId.COMPOSITION_FAILED,
                    "A registered module cannot be loaded: %s",
                    e.getMessage())
                .fix("build the module's artifact again, from scratch: mvn clean install"));
      }
    }
    if (!problems.isEmpty()) {
      throw new DeclarationException(problems);
    }
    return new Environment(modules, BuiltInProfiles.DEFAULT, Map.of(), FileFacts.in(projectFolder));
  }

  /** The overrides among properties: those whose names begin with {@link #OVERRIDE_PREFIX}. */
  public static Map<String, String> overridesIn(Properties properties) {
    return properties.stringPropertyNames().stream()
        .filter(name -> name.startsWith(OVERRIDE_PREFIX))
        .collect(
            Collectors.toMap(
                name -> name.substring(OVERRIDE_PREFIX.length()), properties::getProperty));
  }

  /** This environment with another hardware profile. */
  public Environment hardware(String name) {
    return new Environment(modules, name, overrides, files);
  }

  /** This environment with other overrides. */
  public Environment overrides(Map<String, String> overrides) {
    return new Environment(modules, hardware, overrides, files);
  }
}

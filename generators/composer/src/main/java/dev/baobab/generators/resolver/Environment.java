// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.resolver;

import dev.baobab.dsl.module.ModuleProvider;
import dev.baobab.generators.hardware.BuiltInProfiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

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
  public Environment {
    modules = List.copyOf(modules);
    overrides = Map.copyOf(overrides);
  }

  /** The modules that a class loader knows, generic hardware, no overrides. */
  public static Environment discover(ClassLoader loader, Path projectFolder) {
    List<ModuleProvider> modules =
        ServiceLoader.load(ModuleProvider.class, loader).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    return new Environment(modules, BuiltInProfiles.DEFAULT, Map.of(), FileFacts.in(projectFolder));
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

// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.composer;

import dev.baobab.dsl.HardwareProfile;
import dev.baobab.dsl.Model;
import dev.baobab.dsl.extension.Capability;
import dev.baobab.dsl.extension.ExtensionPoint;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.dsl.source.SourceTree;
import dev.baobab.generators.resolver.PlannedModule;
import java.util.List;
import java.util.Optional;

/**
 * A kernel, resolved, composed, checked and ordered: the only input of the generators.
 *
 * @param name the kernel's name
 * @param model the model that it boots into
 * @param hardware the chosen hardware profile
 * @param profiles all profiles that can be chosen, ordered by name
 * @param modules the modules; each stands after those that it requires
 * @param contributions what the modules contribute
 * @param generated what the modules' own generators wrote, with paths below {@code generated/}
 */
public record Plan(
    String name,
    Model model,
    HardwareProfile hardware,
    List<HardwareProfile> profiles,
    List<PlannedModule> modules,
    Contributions contributions,
    SourceTree generated) {
  public Plan {
    profiles = List.copyOf(profiles);
    modules = List.copyOf(modules);
  }

  /** The module of an id, if the kernel contains it. */
  public Optional<PlannedModule> module(String id) {
    return modules.stream().filter(module -> module.id().equals(id)).findFirst();
  }

  /** The contributions to one extension point, in the order in which they take effect. */
  public <T extends ExtensionPoint> List<Contribution<T>> contributions(Class<T> point) {
    return contributions.to(point);
  }

  /** The capability of a type, if a module provides it. */
  public <C extends Capability> Optional<C> capability(Class<C> type) {
    return contributions.capability(type).map(Contribution::value);
  }

  /** The id of the module that provides a capability. */
  public Optional<String> owner(Class<? extends Capability> type) {
    return contributions.capability(type).map(Contribution::module);
  }
}

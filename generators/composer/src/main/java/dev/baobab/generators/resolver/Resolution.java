// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.resolver;

import dev.baobab.dsl.HardwareProfile;
import dev.baobab.dsl.Model;
import java.util.List;

/**
 * A declaration without errors.
 *
 * @param name the kernel's name
 * @param model the model
 * @param hardware the chosen hardware profile
 * @param profiles all profiles that can be chosen, ordered by name
 * @param modules the modules; each stands after those that it requires
 */
public record Resolution(
    String name,
    Model model,
    HardwareProfile hardware,
    List<HardwareProfile> profiles,
    List<PlannedModule> modules) {
  public Resolution {
    profiles = List.copyOf(profiles);
    modules = List.copyOf(modules);
  }
}

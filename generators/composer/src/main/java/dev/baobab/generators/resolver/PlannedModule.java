// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.resolver;

import dev.baobab.dsl.module.ModuleDescriptor;
import dev.baobab.dsl.module.ModuleProvider;
import dev.baobab.dsl.module.OptionValues;
import java.util.List;

/**
 * A module that was chosen for a kernel.
 *
 * @param descriptor the module as data
 * @param options a valid value for each of its options
 * @param reasons who asked for it, at least one
 * @param provider its registration; its class stands in the artifact that holds the module's C
 *     files
 */
public record PlannedModule(
    ModuleDescriptor descriptor,
    OptionValues options,
    List<Reason> reasons,
    ModuleProvider provider) {
  public PlannedModule {
    reasons = List.copyOf(reasons);
  }

  /** The module's id. */
  public String id() {
    return descriptor.id();
  }
}

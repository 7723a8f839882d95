// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.module;

/**
 * A module's registration, found by {@link java.util.ServiceLoader}. The annotation processor
 * writes one for each {@link KernelModule}; its class stands in the module's own artifact, beside
 * the module's C files.
 */
public interface ModuleProvider {
  /** The module as data. */
  ModuleDescriptor descriptor();

  /** The module's contributions under the given options. */
  FeatureModule composer(OptionValues values);
}

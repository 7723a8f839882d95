// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import dev.baobab.dsl.module.ModuleDescriptor;
import dev.baobab.generators.resolver.PlannedModule;
import dev.baobab.generators.testkit.ModuleCatalog;
import dev.baobab.generators.testkit.TestKernel;
import java.util.List;

/** The kernels that are verified, made of whatever modules there are. */
final class Kernels {
  /** Every module of the checkout. */
  static final ModuleCatalog CATALOG = ModuleCatalog.inCheckout();

  /** Ids of the modules that a kernel needs to tell a story. */
  static final List<String> REQUIRED =
      kernel().plan().modules().stream().map(PlannedModule::id).toList();

  private Kernels() {}

  /** A kernel that can tell a story, and more modules. */
  static TestKernel kernel(String... more) {
    return TestKernel.of(CATALOG, "story").with(more);
  }

  /** Ids of the modules that can be left out. */
  static List<String> optional() {
    return CATALOG.modules().stream()
        .map(ModuleDescriptor::id)
        .filter(id -> !REQUIRED.contains(id))
        .toList();
  }
}

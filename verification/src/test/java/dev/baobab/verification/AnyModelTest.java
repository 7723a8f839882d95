// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.dsl.module.ModuleDescriptor;
import dev.baobab.generators.resolver.PlannedModule;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Module any-model leaves nothing out. */
class AnyModelTest {
  private static final String KINDS = "(arch|format|tokenizer|weights)-.*";

  @Test
  void bringsAllAlong() {
    Assumptions.assumeTrue(Kernels.has("any-model"));
    assertThat(Kernels.kernel("any-model").plan().modules())
        .extracting(PlannedModule::id)
        .containsAll(
            Kernels.CATALOG.modules().stream()
                .map(ModuleDescriptor::id)
                .filter(id -> id.matches(KINDS))
                .toList());
  }
}

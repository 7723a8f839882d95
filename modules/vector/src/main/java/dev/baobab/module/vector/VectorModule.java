// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.vector;

import dev.baobab.dsl.extension.BootStep;
import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.Phase;
import dev.baobab.dsl.extension.VectorMath;
import dev.baobab.dsl.extension.VectorSet;
import dev.baobab.dsl.module.FeatureModule;

/** The capability, the set that is always there, and the choice. */
final class VectorModule extends FeatureModule {
  VectorModule(VectorOptions options) {}

  @Override
  protected void contribute() {
    provide(VectorMath.class, new VectorMath(CFunction.of("bb_vector", "bb_vector_set.h")));
    add(VectorSet.class, new VectorSet("sse2", 0, CFunction.of("bb_vector_sse2", "vector_sets.h")));
    add(
        BootStep.class,
        new BootStep(Phase.CPU, "vector", CFunction.of("bb_vector_boot", "vector.h")));
    generator(TableGenerator.class);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.vector;

import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.VectorSet;
import dev.baobab.dsl.module.FeatureModule;

/** Contributes the set for AVX2. */
final class Avx2Module extends FeatureModule {
  Avx2Module(Avx2Options options) {}

  @Override
  protected void contribute() {
    add(VectorSet.class, new VectorSet("avx2", 1, CFunction.of("bb_vector_avx2", "vector_sets.h")));
  }
}

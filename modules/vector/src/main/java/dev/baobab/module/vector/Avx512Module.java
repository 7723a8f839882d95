// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.vector;

import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.VectorSet;
import dev.baobab.dsl.module.FeatureModule;

/** Contributes the set for AVX-512. */
final class Avx512Module extends FeatureModule {
  Avx512Module(Avx512Options options) {}

  @Override
  protected void contribute() {
    add(
        VectorSet.class,
        new VectorSet("avx512", 2, CFunction.of("bb_vector_avx512", "vector_sets.h")));
  }
}

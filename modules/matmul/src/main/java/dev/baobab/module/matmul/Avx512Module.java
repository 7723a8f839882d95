// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.extension.MatMulKernel;
import dev.baobab.dsl.module.FeatureModule;

/** Contributes the Avx512 kernel. */
final class Avx512Module extends FeatureModule {
  Avx512Module(Avx512Options options) {}

  @Override
  protected void contribute() {
    add(MatMulKernel.class, KernelContribution.of(new Avx512(), WeightType.F32));
    generator(Assembly.class);
  }

  /** The kernel's assembly. */
  static final class Assembly extends KernelContribution.Assembly {
    Assembly() {
      super(new Avx512());
    }
  }
}

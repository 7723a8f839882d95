// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.extension.MatMulKernel;
import dev.baobab.dsl.module.FeatureModule;

/** Contributes the Avx2 kernel. */
final class Avx2Module extends FeatureModule {
  Avx2Module(Avx2Options options) {}

  @Override
  protected void contribute() {
    add(MatMulKernel.class, KernelContribution.of(new Avx2(), WeightType.F32));
    generator(Assembly.class);
  }

  /** The kernel's assembly. */
  static final class Assembly extends KernelContribution.Assembly {
    Assembly() {
      super(new Avx2());
    }
  }
}

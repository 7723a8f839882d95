// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.extension.MatMulKernel;
import dev.baobab.dsl.module.FeatureModule;

/** Contributes the Sse2 kernel. */
final class Sse2Module extends FeatureModule {
  Sse2Module(Sse2Options options) {}

  @Override
  protected void contribute() {
    add(MatMulKernel.class, KernelContribution.of(new Sse2(), WeightType.F32));
    generator(Assembly.class);
  }

  /** The kernel's assembly. */
  static final class Assembly extends KernelContribution.Assembly {
    Assembly() {
      super(new Sse2());
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package demo;

import dev.baobab.dsl.module.FeatureModule;

final class Avx2Module extends FeatureModule {
  Avx2Module(Avx2Options options) {}

  @Override
  protected void contribute() {}
}

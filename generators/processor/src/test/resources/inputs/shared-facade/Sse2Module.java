// SPDX-License-Identifier: Apache-2.0
package demo;

import dev.baobab.dsl.module.FeatureModule;

final class Sse2Module extends FeatureModule {
  Sse2Module(Sse2Options options) {}

  @Override
  protected void contribute() {}
}

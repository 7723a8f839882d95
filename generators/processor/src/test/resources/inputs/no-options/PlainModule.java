// SPDX-License-Identifier: Apache-2.0
package demo;

import dev.baobab.dsl.module.FeatureModule;

final class PlainModule extends FeatureModule {
  PlainModule(Plain options) {}

  @Override
  protected void contribute() {}
}

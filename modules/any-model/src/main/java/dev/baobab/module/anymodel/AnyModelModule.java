// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.anymodel;

import dev.baobab.dsl.module.FeatureModule;

/** Nothing of its own: it is there for what it requires. */
final class AnyModelModule extends FeatureModule {
  AnyModelModule(AnyModelOptions options) {}

  @Override
  protected void contribute() {}
}

// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.tokenizerbpe;

import dev.baobab.dsl.module.FeatureModule;

/** Nothing is called by the kernel: what serves models with vocabularies of their own calls it. */
final class TokenizerBpeModule extends FeatureModule {
  TokenizerBpeModule(TokenizerBpeOptions options) {}

  @Override
  protected void contribute() {}
}

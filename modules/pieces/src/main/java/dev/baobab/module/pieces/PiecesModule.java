// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.pieces;

import dev.baobab.dsl.module.FeatureModule;

/** Nothing is called by the kernel: tokenizers call it. */
final class PiecesModule extends FeatureModule {
  PiecesModule(PiecesOptions options) {}

  @Override
  protected void contribute() {}
}

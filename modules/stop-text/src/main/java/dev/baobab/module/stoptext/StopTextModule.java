// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.stoptext;

import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.TokenListener;
import dev.baobab.dsl.module.FeatureModule;

/** The token listener. */
final class StopTextModule extends FeatureModule {
  private static final String HEADER = "stop_text.h";

  StopTextModule(StopTextOptions options) {}

  @Override
  protected void contribute() {
    add(
        TokenListener.class,
        new TokenListener("stop-text", CFunction.of("bb_stop_text_hear", HEADER)));
  }
}

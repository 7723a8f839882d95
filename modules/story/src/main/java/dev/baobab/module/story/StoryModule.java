// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.story;

import dev.baobab.dsl.extension.BootStep;
import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.Phase;
import dev.baobab.dsl.module.FeatureModule;

/** The boot step. */
final class StoryModule extends FeatureModule {
  private static final String HEADER = "story.h";

  StoryModule(StoryOptions options) {}

  @Override
  protected void contribute() {
    add(BootStep.class, new BootStep(Phase.READY, "story", CFunction.of("bb_story_boot", HEADER)));
  }
}

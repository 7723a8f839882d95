// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.story;

import dev.baobab.dsl.module.KernelModule;
import dev.baobab.dsl.module.Option;

/**
 * Continues a prompt as soon as the model is loaded, shows how fast the tokens came, and forgets
 * the story again.
 */
@KernelModule(
    id = "story",
    builder = "Story.options",
    summary = "Tells a story when the machine has booted",
    composer = StoryModule.class,
    sources = "story.c",
    headers = "story.h")
public interface StoryOptions {
  /** What the story begins with. */
  @Option(value = "Once upon a time", tunable = true)
  String prompt();

  /**
   * Most positions of the context that it takes, prompt included; 0 goes on until the story ends or
   * the context is full.
   */
  @Option(value = "0", min = "0", max = "1048576", unit = "tokens", tunable = true)
  int steps();

  /** Spread of the choice; 0 takes the most likely token each time. */
  @Option(value = "0", min = "0", max = "5", tunable = true)
  double temperature();

  /** Share of the probability that the choice is limited to; 0 and 1 limit nothing. */
  @Option(value = "0.9", min = "0", max = "1", tunable = true)
  double topP();
}

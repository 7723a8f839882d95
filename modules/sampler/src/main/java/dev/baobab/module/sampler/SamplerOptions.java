// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.sampler;

import dev.baobab.dsl.module.KernelModule;
import dev.baobab.dsl.module.Option;

/**
 * Picks the next token: the most likely one, or one at random. The random numbers and the order of
 * the nucleus are llama2.c's, so that a seed gives the same text.
 */
@KernelModule(
    id = "sampler",
    builder = "Sampler.options",
    summary = "Greedy, temperature and top-p sampling",
    composer = SamplerModule.class,
    sources = {"nucleus.c", "sampler.c"},
    headers = {"sampler.h", "nucleus.h", "random.h"})
public interface SamplerOptions {
  /**
   * Spread of the choice; 0 takes the most likely token, 1 the probabilities as the model gives
   * them.
   */
  @Option(value = "0.8", min = "0", max = "5", tunable = true)
  double temperature();

  /**
   * Share of the probability that the choice is limited to, the most likely tokens first; 0 and 1
   * limit nothing.
   */
  @Option(value = "0.9", min = "0", max = "1", tunable = true)
  double topP();

  /**
   * Start of the random numbers; 0 takes one from the machine's entropy. Setting it starts them
   * anew.
   */
  @Option(value = "0", tunable = true)
  long seed();
}

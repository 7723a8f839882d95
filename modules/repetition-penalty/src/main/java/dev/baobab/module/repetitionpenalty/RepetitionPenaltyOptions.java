// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.repetitionpenalty;

import dev.baobab.dsl.module.KernelModule;
import dev.baobab.dsl.module.Option;

/**
 * Makes the tokens at the end of the context less likely, once each: their positive logits are
 * divided by the penalty, their negative ones multiplied.
 */
@KernelModule(
    id = "repetition-penalty",
    builder = "RepetitionPenalty.options",
    summary = "Makes tokens less likely that came a short time ago",
    composer = RepetitionPenaltyModule.class,
    sources = "repetition_penalty.c",
    headers = "repetition_penalty.h")
public interface RepetitionPenaltyOptions {
  /** Divisor of the logits; 1 changes nothing. */
  @Option(value = "1.1", min = "1", max = "10", tunable = true)
  double penalty();

  /** How many tokens at the end of the context are looked at. */
  @Option(value = "64", min = "0", max = "256", unit = "tokens", tunable = true)
  int lastN();
}

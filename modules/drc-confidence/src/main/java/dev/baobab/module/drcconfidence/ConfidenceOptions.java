// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.drcconfidence;

import dev.baobab.dsl.module.KernelModule;
import dev.baobab.dsl.module.Option;

/**
 * How sure the model was of its answer: probability and entropy of each token, and a verdict over
 * the answer. The confidence is the geometric mean of the tokens' probabilities. The default
 * thresholds are measured for the storyteller's model; the module's README tells how to measure
 * them for another.
 */
@KernelModule(
    id = "drc-confidence",
    builder = "Confidence.options",
    summary = "Confidence of an answer: verdict, table, stop condition",
    composer = ConfidenceModule.class,
    sources = {"drc_confidence.c", "token_measure.c", "verdict.c"},
    headers = {"drc_confidence.h", "token_measure.h", "verdict.h"})
public interface ConfidenceOptions {
  /** The verdict is accept from this confidence on. */
  @Option(value = "0.7", min = "0", max = "1", tunable = true)
  double accept();

  /** The verdict is refuse below this confidence, and warn in between. */
  @Option(value = "0.6", min = "0", max = "1", tunable = true)
  double refuse();

  /**
   * Ends an answer as soon as the verdict over the latest tokens, a window of them, is this bad.
   */
  @Option(value = "never", tunable = true)
  Stop stop();

  /** Length of the window. */
  @Option(value = "32", min = "1", max = "1048576", unit = "tokens", tunable = true)
  int window();

  /** What is shown after an answer. */
  @Option(value = "summary", tunable = true)
  Show show();
}

// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.diagnostics;

import dev.baobab.dsl.module.KernelModule;
import dev.baobab.dsl.module.Option;

/**
 * Shows what a kernel does: the likeliest tokens, the ids of an answer, the residual stream layer
 * by layer, the memory map; names the layer where a NaN comes from; tests the matrix kernels
 * against sums in double on the machine's own processor.
 */
@KernelModule(
    id = "diagnostics",
    builder = "Diagnostics.options",
    summary = "Self-test of the matrix kernels, NaN detection, logits, layers, memory map",
    composer = DiagnosticsModule.class,
    requires = "matmul",
    sources = {"commands.c", "diagnostics.c", "problem.c", "selftest.c", "show.c", "statistics.c"},
    headers = {"diagnostics.h", "problem.h", "selftest.h", "show.h", "statistics.h"})
public interface DiagnosticsOptions {
  /** The likeliest tokens that are shown with each token of an answer; 0 shows none. */
  @Option(value = "0", min = "0", max = "50", unit = "tokens", tunable = true)
  int logits();

  /** Prints the ids of an answer's tokens after it. */
  @Option(value = "false", tunable = true)
  boolean tokens();

  /** Looks for NaN and infinity after each layer, so that the error can name the layer. */
  @Option(value = "true", tunable = true)
  boolean check();

  /** Tests every matrix kernel that the processor can run, at boot. */
  @Option("true")
  boolean selfTest();
}

// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.minp;

import dev.baobab.dsl.module.KernelModule;
import dev.baobab.dsl.module.Option;

/**
 * Rules out the tokens whose probability is below a share of the most likely token's, measured at
 * temperature 1. Where the model is sure few tokens stay, where it is not many do.
 */
@KernelModule(
    id = "min-p",
    builder = "MinP.options",
    summary = "Limits sampling to tokens with a share of the best one's probability",
    composer = MinPModule.class,
    sources = "min_p.c",
    headers = "min_p.h")
public interface MinPOptions {
  /** Least share of the most likely token's probability; 0 keeps all. */
  @Option(value = "0.05", min = "0", max = "1", tunable = true)
  double share();
}

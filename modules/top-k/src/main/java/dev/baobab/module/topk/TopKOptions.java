// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.topk;

import dev.baobab.dsl.module.KernelModule;
import dev.baobab.dsl.module.Option;

/**
 * Rules out all tokens but the k most likely ones, before the sampler chooses. Tokens as likely as
 * the last of them stay too.
 */
@KernelModule(
    id = "top-k",
    builder = "TopK.options",
    summary = "Limits sampling to the k most likely tokens",
    composer = TopKModule.class,
    sources = "top_k.c",
    headers = "top_k.h")
public interface TopKOptions {
  /** How many tokens stay; 0 keeps all. */
  @Option(value = "40", min = "0", max = "1024", unit = "tokens", tunable = true)
  int k();
}

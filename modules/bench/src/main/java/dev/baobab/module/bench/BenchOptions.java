// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.bench;

import dev.baobab.dsl.module.KernelModule;
import dev.baobab.dsl.module.Option;

/**
 * Measures a kernel where it runs: how fast a prompt is read and tokens are decoded, how well the
 * model foresees a text (its perplexity), and the logits behind given tokens, to compare them with
 * another engine's. Each command forgets the conversation.
 */
@KernelModule(
    id = "bench",
    builder = "Bench.options",
    summary = "Measures speed and perplexity, saves logits",
    composer = BenchModule.class,
    sources = {"perplexity.c", "save_logits.c", "speed.c", "whole_file.c"},
    headers = {"bench.h", "whole_file.h"})
public interface BenchOptions {
  /** Length of the prompt that {@code /bench} reads; 0 reads none. */
  @Option(value = "512", min = "0", max = "1048576", unit = "tokens", tunable = true)
  int prompt();

  /** So many tokens are decoded by {@code /bench}; 0 decodes none. */
  @Option(value = "128", min = "0", max = "1048576", unit = "tokens", tunable = true)
  int decode();

  /** Length of the context before the first token that {@code /bench} decodes. */
  @Option(value = "0", min = "0", max = "1048576", unit = "tokens", tunable = true)
  int depth();

  /** Tokens that {@code /save-logits} hands to the model together; it saves what follows them. */
  @Option(value = "1", min = "1", max = "1048576", unit = "tokens", tunable = true)
  int batch();
}

// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.memorytimetravel;

import dev.baobab.dsl.module.KernelModule;
import dev.baobab.dsl.module.Option;

/**
 * Checkpoints of the conversation: KV cache, tokens, position, and the state of the modules, random
 * numbers among it. After a rewind the same prompt gets the same answer, bit for bit. Checkpoints
 * that begin alike share the memory of their common beginning.
 */
@KernelModule(
    id = "memory-time-travel",
    builder = "TimeTravel.options",
    summary = "Checkpoints of the conversation, and the way back to them",
    composer = TimeTravelModule.class,
    sources = {"kv_store.c", "checkpoints.c", "last_words.c", "memory_time_travel.c"},
    headers = {"memory_time_travel.h", "kv_store.h", "checkpoints.h", "last_words.h"})
public interface TimeTravelOptions {
  /** Checkpoints that can be kept at the same time. */
  @Option(value = "8", min = "1", max = "64")
  int slots();

  /**
   * Memory for what the checkpoints hold of the KV cache; less is taken if the slots cannot fill
   * it. Automatic checkpoints make room, the oldest first.
   */
  @Option(value = "16", min = "1", max = "65536", unit = "MiB")
  int mebibytes();

  /** Makes a checkpoint before each answer: what /rewind goes back to without a number. */
  @Option(value = "true", tunable = true)
  boolean automatic();
}

// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.smp;

import dev.baobab.dsl.module.KernelModule;
import dev.baobab.dsl.module.Option;

/**
 * Splits the work among the processors that the firmware's multiprocessor services give. The text
 * is the same with any number of them. A processor that does not start, or cannot do what the boot
 * processor can, is left out with a warning; one that is slow or late takes less of the work.
 */
@KernelModule(
    id = "smp",
    builder = "Smp.options",
    summary = "Splits the work among all processors",
    composer = SmpModule.class,
    provides = "parallel",
    sources = {"smp.c", "smp_pair.c", "smp_pool.c", "smp_processor.c"},
    headers = {"smp.h", "smp_core.h", "smp_pair.h", "smp_pool.h", "smp_processor.h"})
public interface SmpOptions {
  /** Most processors that take part, the boot processor included; 0 takes all. */
  @Option(value = "0", min = "0", max = "4096")
  int processors();

  /**
   * Whether the further threads of a core take part too. They share its arithmetic and its caches,
   * so they seldom help.
   */
  @Option("false")
  boolean hyperThreads();
}

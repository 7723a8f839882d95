// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.qemuexit;

import dev.baobab.dsl.module.KernelModule;
import dev.baobab.dsl.module.Option;

/** A module that is broken on purpose: its boot step makes the processor raise an exception. */
@KernelModule(
    id = "crash",
    builder = "Crash.options",
    summary = "Raises an exception of the processor",
    composer = CrashModule.class,
    sources = "crash.c",
    headers = "crash.h")
public interface CrashOptions {
  /** What is done. */
  @Option("divide")
  Crime crime();

  /** The ways to raise an exception. */
  enum Crime {
    /** A division by zero. */
    DIVIDE,
    /** An instruction that no processor has. */
    INSTRUCTION,
    /** A read from an address that cannot be. */
    PROTECTION,
    /** A read from an address where no memory is. */
    PAGE
  }
}

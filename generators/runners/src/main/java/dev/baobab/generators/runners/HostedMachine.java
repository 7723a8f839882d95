// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.runners;

import java.util.List;

/**
 * The machine that the hosted runner pretends. Immutable; start from {@link #standard()}.
 *
 * @param memoryMiB memory in MiB
 * @param processors how many processors
 * @param more further arguments for the runner, such as {@code --read-error}
 */
public record HostedMachine(int memoryMiB, int processors, List<String> more) {
  public HostedMachine {
    more = List.copyOf(more);
  }

  /** One processor and 1 GiB. */
  public static HostedMachine standard() {
    return new HostedMachine(1024, 1, List.of());
  }

  /** This machine with another memory size. */
  public HostedMachine memoryMiB(int size) {
    return new HostedMachine(size, processors, more);
  }

  /** This machine with another number of processors. */
  public HostedMachine processors(int count) {
    return new HostedMachine(memoryMiB, count, more);
  }

  /** This machine with further arguments for the runner. */
  public HostedMachine more(String... arguments) {
    return new HostedMachine(memoryMiB, processors, List.of(arguments));
  }
}
